"""Turns a list of a document into a list block, or into rich text where it has several levels."""

import re
from typing import Any, Final

from bs4 import Tag

from .phrasing import Phrasing

_NOTE: Final = re.compile(r"^(footnote|endnote)-")
LISTS: Final = ["ul", "ol"]


def is_nested(node: Tag) -> bool:
    """Tell whether there are lists within the list."""
    return node.find(LISTS) is not None


def is_note_list(node: Tag) -> bool:
    """Tell whether the points are the footnotes and endnotes that the converter puts last."""
    return any(_NOTE.match(str(point.get("id") or "")) for point in node.find_all("li", recursive=False))


def write_list(node: Tag, phrasing: Phrasing) -> dict[str, Any] | None:
    """Return what the list block takes; None when no point says anything. The block gives the points their ids."""
    points = ["<br/>".join(phrasing.lines(point)) for point in node.find_all("li", recursive=False)]
    values = [f"<p>{point}</p>" for point in points if point]
    style = "numbered" if node.name == "ol" else "bulleted"
    return {"style": style, "points": values} if values else None


def write_nested(node: Tag, phrasing: Phrasing) -> str:
    """Return the list as rich text with all its levels."""
    points = []
    for point in node.find_all("li", recursive=False):
        inner = [each.extract() for each in point.find_all(LISTS) if each.find_parent("li") is point]
        words = "<br/>".join(phrasing.lines(point))
        points.append(f"<li>{words}{''.join(write_nested(each, phrasing) for each in inner)}</li>")
    return f"<{node.name}>{''.join(points)}</{node.name}>"
