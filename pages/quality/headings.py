"""Headings make the outline that a screen reader reads out: none empty, none below a missing one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Heading, Piece, Severity

SECTION = 2


def check_headings(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield an error for an empty heading and for a part of a section without its section (WCAG 1.3.1)."""
    above = ""
    for heading in pieces:
        if not isinstance(heading, Heading):
            continue
        if not heading.text.strip():
            message = _("The heading is empty. Write what the section is about, or take the block away.")
            yield Finding("headings", Severity.ERROR, message, heading.place)
        elif heading.level > SECTION and above != heading.place.field:
            message = _("“%(heading)s” is part of a section, and there is no section heading above it.") % {
                "heading": heading.text
            }
            yield Finding("headings", Severity.ERROR, message, heading.place)
        elif heading.level == SECTION:
            above = heading.place.field
