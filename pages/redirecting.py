"""Leads old addresses to where a page is now, and never to where no page can be read."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from pages.reading import as_recorded, is_live_path

PAGES = "wagtail_serve"


class ToReadablePagesMiddleware(RedirectMiddleware):
    """Wagtail's redirects, without those to a page that is restricted, withdrawn or a draft.

    Such a one would lead to an error, or round in a circle when the page has its old address again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if (
            isinstance(answer, (HttpResponseRedirect, HttpResponsePermanentRedirect))
            and answer is not response
        ):
            return answer if is_readable(answer.url, request.get_host()) else response
        return answer


def is_readable(address: str, host: str) -> bool:
    """Tell whether an address is another site's, a view's, or that of a public page."""
    parts = urlsplit(address)
    if parts.netloc not in ("", host):
        return True
    try:
        is_page = resolve(parts.path).url_name == PAGES
    except Resolver404:
        return False
    return not is_page or is_live_path(as_recorded(parts.path))
