"""Serves the public pages; one that was withdrawn says so."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve as serve_wagtail

from pages.reading import as_recorded, find_where_it_went, was_withdrawn

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


class NotForEverybody(Http404):
    """The page is restricted; in public that is the same as not there."""


@require_safe
@cache_control(public=True, no_cache=True)
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at `path`; 410 where one was withdrawn, Http404 where none ever was."""
    request._wagtail_route_for_request = find_route(request, path)  # type: ignore[attr-defined]  # noqa: SLF001  where Wagtail keeps it
    try:
        response: HttpResponse = serve_wagtail(request, path)
    except NotForEverybody:
        raise
    except Http404:
        path = as_recorded(request.path)
        if not was_withdrawn(path):
            raise
        context = {"destination": find_where_it_went(path)}
        return render(request, "errors/410.html", context, status=HTTPStatus.GONE)
    return response


def find_route(request: HttpRequest, path: str) -> Any:
    """Return the page at `path` as Wagtail's route, or None.

    While the front page of a language is a draft, Wagtail looks from the other one: Swedish pages
    would answer at English addresses, and the English ones not at all [measured].
    """
    site = Site.find_for_request(request)
    front = site.root_page.localized_draft if site else None
    if front is None or (front is site.root_page and get_language() != settings.LANGUAGE_CODE):
        return None
    try:
        return front.specific.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None


@hooks.register("on_serve_page", order=-100)
def hide_restricted_pages(serve_next: Serve) -> Serve:
    """Answer 404 for a restricted page: a log-in does not belong on public paths."""

    def serve_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if page.get_view_restrictions().exists():
            raise NotForEverybody
        return serve_next(page, request, args, kwargs)

    return serve_page
