"""Takes out of public answers what a Content-Security-Policy does not govern.

A meta refresh navigates straight through the policy, and `preconnect` and `dns-prefetch`
reach other hosts without asking it. So does a frame that the policy stops: Chromium 156 sends
no request, but has already connected to its host [measured]. None is ever right on a public
page, so each is an error in the log, and raises under test.
"""

import logging
import re
from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)

PRIVATE = ("/admin/", "/consent/")
REACHING = frozenset({"preconnect", "dns-prefetch", "prefetch", "prerender", "preload", "modulepreload"})
HEADERS = ("Refresh", "Speculation-Rules")

TAG = re.compile(rb"<(meta|link|iframe|frame)(?=[ \t\n\f\r/>])", re.IGNORECASE)
ATTRIBUTE = re.compile(
    rb"""[ \t\n\f\r/]*(?P<name>=[^ \t\n\f\r/>=]*|[^ \t\n\f\r/>=]+)"""
    rb"""(?:[ \t\n\f\r]*=[ \t\n\f\r]*"""
    rb"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^ \t\n\f\r>"'][^ \t\n\f\r>]*)?))?"""
)
TAG_END = re.compile(rb"[ \t\n\f\r/]*>")
TRIMMED = "".join(map(chr, range(33)))
LINK_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


class LeakError(Exception):
    """A public answer would have set a cookie, varied by visitor or reached another host."""


class LeakMiddleware:
    """Cleans every public answer on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_public(request.path):
            report(request, [*stop_headers(response), *stop_markup(request, response)])
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


def stop_headers(response: HttpResponse) -> list[str]:
    """Take out the headers that make a browser navigate or connect; return what was taken."""
    problems = [
        f"header {name}: {response.headers.pop(name)}" for name in HEADERS if name in response.headers
    ]
    link = response.headers.get("Link", "")
    relations = {one for found in LINK_RELATION.findall(link) for one in "".join(found).lower().split()}
    if relations & REACHING:
        problems.append(f"header Link: {response.headers.pop('Link')}")
    return problems


def stop_markup(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Take out meta refreshes, and links and frames that reach a foreign host; return what was taken."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    cleaned, problems = clean(response.content, request.get_host())
    if problems:
        response.content = cleaned
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(cleaned))
    return problems


def clean(html: bytes, own_host: str) -> tuple[bytes, list[str]]:
    """Return the page without the tags that leak, and those tags.

    Attributes are read as browsers read them (HTML, 13.2.5): any case, any quotes or none,
    slashes and stray quotes between them, character references in values, the first of two wins.
    """
    kept, problems, position = [], [], 0
    for found in TAG.finditer(html):
        if found.start() < position:
            continue
        attributes, end = read_attributes(html, found.end())
        if leaks(found[1].lower(), attributes, own_host):
            problems.append(html[found.start() : end].decode(errors="replace"))
            kept.append(html[position : found.start()])
            position = end
    if not problems:
        return html, []
    kept.append(html[position:])
    return b"".join(kept), problems


def read_attributes(html: bytes, position: int) -> tuple[dict[str, str], int]:
    """Return a tag's attributes from just after its name, and where the tag ends."""
    attributes: dict[str, str] = {}
    while not (end := TAG_END.match(html, position)):
        found = ATTRIBUTE.match(html, position)
        if not found:
            return attributes, len(html)
        value = found["double"] or found["single"] or found["bare"] or b""
        attributes.setdefault(
            found["name"].decode(errors="replace").lower(), unescape(value.decode(errors="replace"))
        )
        position = found.end()
    return attributes, end.end()


def leaks(tag: bytes, attributes: dict[str, str], own_host: str) -> bool:
    """Tell whether a tag reaches another host, or leaves the page, past the policy."""
    if tag == b"meta":
        return attributes.get("http-equiv", "").strip().lower() == "refresh"
    if tag != b"link":
        return "srcdoc" in attributes or is_foreign(attributes.get("src", ""), own_host)
    relations = set(attributes.get("rel", "").lower().split())
    return bool(relations & REACHING) and is_foreign(attributes.get("href", ""), own_host)


def is_foreign(address: str, own_host: str) -> bool:
    """Tell whether an address may lead to another host; what cannot be read is foreign."""
    plain = re.sub(r"[\t\n\r]", "", address).strip(TRIMMED).replace("\\", "/")
    try:
        parts = urlsplit(plain)
    except ValueError:
        return True
    if not parts.scheme and not parts.netloc:
        return plain.startswith("//")
    return parts.netloc.lower() != own_host.lower()
