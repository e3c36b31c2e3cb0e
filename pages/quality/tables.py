"""A table has a caption, and every cell belongs to a heading."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Piece, Severity, Table


def check_tables(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield an error for a table without a caption or with cells that have no heading (WCAG 1.3.1)."""
    for piece in pieces:
        if not isinstance(piece, Table):
            continue
        if not piece.caption:
            message = _("The table has no caption. Say what it shows.")
            yield Finding("tables", Severity.ERROR, message, piece.place)
        if piece.fault:
            yield Finding("tables", Severity.ERROR, piece.fault, piece.place)
