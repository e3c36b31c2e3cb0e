"""The site's frame: what every public template may show around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGE_CODES: tuple[str, ...] = tuple(code for code, _ in settings.LANGUAGES)


def language_of_path(path: str) -> str | None:
    """Return the language that a public path begins with, or None."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in LANGUAGE_CODES else None


def choose_language(request: HttpRequest) -> str:
    """Return the path's language, else the best of Accept-Language, else Swedish."""
    language = language_of_path(request.path_info)
    if language:
        return language
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        base = wanted.split("-")[0]
        if base in LANGUAGE_CODES:
            return base
    return LANGUAGE_CODES[0]


def describe_site(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html needs; it reads no user, session or message."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
