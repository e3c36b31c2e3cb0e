"""Shows the change log, as a page and as a feed; the same for everybody."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pages.changes.feed import write_feed
from pages.changes.reading import group_by_month, read_changes

LONGEST_NUMBER = 6
LANGUAGES = ("sv", "en")


@require_safe
@cache_control(public=True, no_cache=True)
def show_log(request: HttpRequest, language: str) -> HttpResponseBase:
    """Answer with a page of the log; `?page=` counts from the newest. Http404 beyond the oldest."""
    number = read_page_number(request)
    changes, has_older = read_changes(language, number)
    if number > 1 and not changes:
        raise Http404
    context = {
        "months": group_by_month(changes),
        "newer": number - 1 if number > 1 else None,
        "older": number + 1 if has_older else None,
        "number": number,
        "feed": reverse(f"changes:feed-{language}"),
        "log": reverse(f"changes:log-{language}"),
        "alternates": {code: reverse(f"changes:log-{code}") for code in LANGUAGES},
    }
    return unless_unchanged(request, render(request, "pages/changes/log.html", context))


@require_safe
@cache_control(public=True, no_cache=True)
def show_feed(request: HttpRequest, language: str) -> HttpResponseBase:
    """Answer with the newest entries as Atom."""
    changes, _has_older = read_changes(language)
    text = write_feed(
        changes, language, reverse(f"changes:feed-{language}"), reverse(f"changes:log-{language}")
    )
    return unless_unchanged(request, HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def read_page_number(request: HttpRequest) -> int:
    """Return the page that is asked for. Raises Http404 for what is no number from 1."""
    given = request.GET.get("page", "1")
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER and int(given) > 0):
        raise Http404
    return int(given)


def unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Give the answer an ETag of what it says, and let 304 stand for one that the asker has (RFC 9110, 13)."""
    etag = f'"{sha256(response.content).hexdigest()}"'
    response.headers["ETag"] = etag
    answer: HttpResponseBase = get_conditional_response(request, etag=etag, response=response) or response
    return answer
