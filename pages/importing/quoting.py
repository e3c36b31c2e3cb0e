"""Turns the lines of a quotation into the value of a quote block."""

from typing import Final

from .phrasing import plain

DASHES: Final = ("–", "—", "-")
MARKS: Final = "\"“”„«»'’"
SAID_BY: Final = 150


def build_quote(lines: list[str]) -> dict[str, str] | None:
    """Return what the quote block stores; a last line with a dash in front says whose words they are."""
    words = [text for text in map(plain, lines) if text]
    said_by = ""
    if len(words) > 1 and words[-1].startswith(DASHES) and len(words[-1]) <= SAID_BY:
        said_by = words.pop().lstrip("".join(DASHES)).strip()
    text = "\n".join(words).strip()
    if len(text) > 1 and text[0] in MARKS and text[-1] in MARKS:
        text = text[1:-1]
    return {"text": text, "said_by": said_by} if text else None
