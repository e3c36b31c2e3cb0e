"""What stands at the root of the site: the way to a language, and what machines look for there."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cms.shell import choose_language
from pages.changes.reading import list_log_paths
from pages.reading import list_public_paths


@require_safe
@vary_on_headers("Accept-Language")
@cache_control(public=True, no_cache=True)
def choose_front_page(request: HttpRequest) -> HttpResponse:
    """Redirect to the front page in the language that the browser asks for; sets no cookie."""
    return HttpResponseRedirect(f"/{choose_language(request)}/")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /consent/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, no_cache=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with every public path in each of its languages (sitemaps.org, with hreflang)."""
    entries = [
        {
            "url": f"{settings.SITE_URL}{path}",
            "changed": changed,
            "alternates": [(code, f"{settings.SITE_URL}{other}") for code, other in alternates],
        }
        for path, changed, alternates in [*list_public_paths(), *list_log_paths()]
    ]
    return render(request, "cms/sitemap.xml", {"entries": entries}, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Answer with where to report a weakness (RFC 9116)."""
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.EDITORS_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: sv, en",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
