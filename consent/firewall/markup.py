"""Takes out of HTML what reaches another host past a Content-Security-Policy.

A meta refresh navigates straight through the policy, and `preconnect` and `dns-prefetch`
reach other hosts without asking it. So does a frame or a form that the policy stops: Chromium 156
sends no request, but has already connected to the host [measured]. What the policy forbids whole
(objects, a base address) has no business in a page either.
"""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from consent.firewall.headers import LEADING

FRAMES = frozenset({b"iframe", b"frame"})
LINKS = frozenset({b"a", b"area"})
PARTS_OF_FORMS = frozenset({b"form", b"button", b"input"})
WINDOWS = frozenset({"", "_blank", "_self", "_top", "_parent"})
HARMLESS_EQUIVALENTS = frozenset({"", "content-language", "content-type", "default-style", "x-ua-compatible"})

NAMES = rb"meta|link|base|iframe|frame|object|embed|applet|portal|fencedframe|form|button|input"
# With a prefix too: in XML an element of HTML may have one.
START = rb"<(?:[a-z_][a-z0-9_.-]*:)?(%s)(?=[ \t\n\f\r/>])"
TAG = re.compile(START % NAMES, re.IGNORECASE)
TAG_OR_LINK = re.compile(START % (NAMES + rb"|a|area"), re.IGNORECASE)
TARGET = re.compile(rb"target", re.IGNORECASE)
ATTRIBUTE = re.compile(
    rb"""[ \t\n\f\r/]*(?P<name>=[^ \t\n\f\r/>=]*|[^ \t\n\f\r/>=]+)"""
    rb"""(?:[ \t\n\f\r]*=[ \t\n\f\r]*"""
    rb"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^ \t\n\f\r>"'][^ \t\n\f\r>]*)?))?"""
)
TAG_END = re.compile(rb"[ \t\n\f\r/]*>")
MOST_READINGS = 9
TRIMMED = "".join(map(chr, range(33)))


def clean(html: bytes, own_host: str, framed: Iterable[str] = ()) -> tuple[bytes, list[str]]:
    """Return the page (UTF-8) without the tags that leak, and those tags.

    `framed` are the sources that a gate's own policy lets it frame. Attributes are read as browsers
    read them (HTML, 13.2.5): any case, any quotes or none, slashes and stray quotes between them,
    character references in values, the first of two wins. What is left is read again, since the
    pieces around a tag may make another; a page that is still not clean then is no page of ours.
    """
    problems: list[str] = []
    for _ in range(MOST_READINGS):
        html, taken = take_out(html, own_host, framed)
        if not taken:
            return html, problems
        problems += taken
    return b"", problems


def take_out(html: bytes, own_host: str, framed: Iterable[str]) -> tuple[bytes, list[str]]:
    """Return the page without the tags that leak as it stands, and those tags."""
    kept: list[bytes] = []
    taken: list[str] = []
    position = 0
    # Links are many and lead where they say; only one that names a frame to open in is looked at.
    for found in (TAG_OR_LINK if TARGET.search(html) else TAG).finditer(html):
        if found.start() < position:
            continue
        attributes, end = read_attributes(html, found.end())
        if leaks(found[1].lower(), attributes, own_host, framed):
            taken.append(html[found.start() : end].decode(errors="replace"))
            kept.append(html[position : found.start()])
            position = end
    if not taken:
        return html, []
    kept.append(html[position:])
    return b"".join(kept), taken


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


def leaks(tag: bytes, attributes: dict[str, str], own_host: str, framed: Iterable[str] = ()) -> bool:
    """Tell whether a tag reaches another host, or leaves the page, past the policy.

    A link may lead anywhere; one that a browser may fetch or connect to stays with us.
    """

    def leads_away(attribute: str) -> bool:
        return is_foreign(attributes.get(attribute, ""), own_host)

    if tag == b"meta":
        return attributes.get("http-equiv", "").strip().lower() not in HARMLESS_EQUIVALENTS
    if tag == b"link":
        relations = set(attributes.get("rel", "").lower().split())
        return ("imagesrcset" in attributes or leads_away("href")) and not relations <= LEADING
    if tag in LINKS:
        return attributes.get("target", "").lower() not in WINDOWS and leads_away("href")
    if tag in PARTS_OF_FORMS:
        return leads_away("action") or leads_away("formaction")
    if tag in FRAMES:
        return "srcdoc" in attributes or (leads_away("src") and not is_let_in(attributes["src"], framed))
    return True


def is_foreign(address: str, own_host: str) -> bool:
    """Tell whether an address may lead to another host; what cannot be read is foreign."""
    plain = re.sub(r"[\t\n\r]", "", address).strip(TRIMMED).replace("\\", "/")
    if plain == "about:blank":
        return False
    try:
        parts = urlsplit(plain)
    except ValueError:
        return True
    if not parts.scheme and not parts.netloc:
        return plain.startswith("//")
    return parts.netloc.lower() != own_host.lower()


def is_let_in(address: str, framed: Iterable[str]) -> bool:
    """Tell whether an address stands at one of the sources (`https://host`, `https://*.host`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    own = f"{parts.scheme}://{parts.netloc}"
    return any(own == source or own.endswith(source.partition("*")[2] or own + "/") for source in framed)
