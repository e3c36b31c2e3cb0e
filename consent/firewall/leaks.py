"""Lets no answer to a visitor reach another host by itself, in what a policy governs or past it.

What is found is an error in the log and raises under test: it is never right, and some template,
view or middleware has put it there. The admin has its own policy and is left alone.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from consent.firewall.files import is_file, make_inert
from consent.firewall.headers import POLICY, list_hosts, stop_headers
from consent.firewall.markup import clean

log = logging.getLogger(__name__)

ADMIN = "/admin/"
PRIVATE = (ADMIN, "/consent/")
DOCUMENTS = ("text/html", "application/xhtml+xml", "image/svg+xml")
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class LeakError(Exception):
    """A public answer would have set a cookie, varied by visitor or reached another host."""


class LeakMiddleware:
    """Cleans every answer to a visitor on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            return response
        if is_file(response):
            if not request.path.startswith(settings.STATIC_URL):
                make_inert(response)
        elif isinstance(response, StreamingHttpResponse):
            response = gather(response)
        problems = stop_headers(response, public=is_public(request.path))
        report(request, [*problems, *stop_markup(request, response)])
        return response


def is_public(path: str) -> bool:
    """Tell whether an address must answer every visitor alike: all but the admin and the gates."""
    return not path.startswith(PRIVATE)


def report(request: HttpRequest, problems: Iterable[str]) -> None:
    """Log what was taken out; raise `LeakError` under test."""
    found = list(problems)
    for problem in found:
        log.error("taken out of %s: %s", request.path, problem)
    if found and settings.RAISE_ON_LEAK:
        raise LeakError(f"{request.path}: {'; '.join(found)}")


def gather(streaming: StreamingHttpResponse) -> HttpResponse:
    """Return a page that comes in pieces as one: a tag may begin in one piece and end in the next."""
    response = HttpResponse(streaming.getvalue(), status=streaming.status_code, headers=streaming.headers)
    response.cookies = streaming.cookies
    return response


def stop_markup(request: HttpRequest, response: HttpResponseBase) -> list[str]:
    """Take out of a document the tags that the policy does not govern; return what was taken."""
    kind = response.headers.get("Content-Type", "")
    if not isinstance(response, HttpResponse) or not kind.startswith(DOCUMENTS):
        return []
    framed = [] if is_public(request.path) else list_hosts(response.headers[POLICY], "frame-src")
    cleaned, problems = clean(in_utf8(response), own_host(request), framed)
    if cleaned != response.content:
        response.content = cleaned
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(cleaned))
    return problems


def in_utf8(response: HttpResponse) -> bytes:
    """Return a document's octets as UTF-8, and say so in its header: no other encoding hides a tag."""
    content = response.content
    charset = BYTE_ORDER_MARKS.get(content[:2], response.charset)
    with suppress(LookupError):
        content = content if charset.lower() == "utf-8" else content.decode(charset, "replace").encode()
    kind = response.headers["Content-Type"].partition(";")[0]
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    return content


def own_host(request: HttpRequest) -> str:
    """Return the host that was asked for; nothing when it is none of ours, and every host is foreign."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
