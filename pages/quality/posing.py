"""A paragraph that is all bold or all capitals looks like a heading and is none."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Html, Piece, Severity
from .hypertext import find_paragraphs

LONGEST_HEADING = 150
FEWEST_CAPITALS = 12
_END_OF_SENTENCE = re.compile(r"[.!?:,;]$")


def check_posing(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield a warning for each paragraph that poses as a heading, or shouts (WCAG 1.3.1, 3.1.5)."""
    for piece in pieces:
        if not isinstance(piece, Html):
            continue
        for paragraph in find_paragraphs(piece.source):
            text = paragraph.text
            if text.isupper() and sum(map(str.isalpha, text)) >= FEWEST_CAPITALS:
                message = _("“%(text)s” is all in capitals. Write it as other text, or as a heading.")
            elif paragraph.bold and len(text) <= LONGEST_HEADING and not _END_OF_SENTENCE.search(text):
                message = _("“%(text)s” is bold and looks like a heading. Make it a heading block.")
            else:
                continue
            yield Finding("posing", Severity.WARNING, message % {"text": text[:80]}, piece.place)
