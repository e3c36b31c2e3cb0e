"""A picture says in words what it shows, or that it only decorates."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Picture, Piece, Severity


def check_pictures(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield an error for a picture without alternative text that is not marked as decorative (WCAG 1.1.1)."""
    for piece in pieces:
        if not isinstance(piece, Picture) or piece.image.decorative:
            continue
        if not (piece.image.contextual_alt_text or "").strip():
            message = _(
                "The picture “%(title)s” has no alternative text. Say what it shows, or mark it as decorative."
            )
            yield Finding("pictures", Severity.ERROR, message % {"title": piece.image.title}, piece.place)
