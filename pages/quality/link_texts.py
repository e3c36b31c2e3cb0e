"""The words of a link say where it leads, read alone, as a list of links is."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Html, Piece, Severity
from .hypertext import Link, find_links

VAGUE = frozenset(
    {
        "klicka här", "klicka", "här", "läs mer", "läs mer här", "mer", "länk", "länken", "se här", "hit", "denna länk",
        "click here", "click", "here", "read more", "more", "link", "this link", "see here", "learn more",
    }
)  # fmt: skip
_BARE = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)


def check_link_texts(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield an error for a link without words or address, a warning for one that says nothing (WCAG 2.4.4)."""
    for piece in pieces:
        if isinstance(piece, Html):
            for link in find_links(piece.source):
                severity, message = judge(link)
                if message:
                    yield Finding("link_texts", severity, message, piece.place)


def judge(link: Link) -> tuple[Severity, str]:
    """Return how bad the words of a link are, and why; an empty message is good."""
    if not link.text:
        return Severity.ERROR, _("A link has no words. Write what it leads to, or take it away.")
    if link.leads_nowhere:
        return Severity.ERROR, _("The link “%(text)s” has no address.") % {"text": link.text}
    if link.text.lower().strip(" .…:!»>→") in VAGUE:
        message = _("“%(text)s” does not say where the link leads. Name what the reader finds there.")
        return Severity.WARNING, message % {"text": link.text}
    if _BARE.match(link.text):
        message = _(
            "A bare address, %(text)s, is read out letter by letter. Name what the reader finds there."
        )
        return Severity.WARNING, message % {"text": link.text}
    return Severity.WARNING, ""
