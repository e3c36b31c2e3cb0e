"""Tells what a caption in a document belongs to."""

from enum import Enum
from typing import Any

from bs4 import Tag


class CaptionPlace(Enum):
    """The block after the caption, the one before it, or neither."""

    NEXT = "next"
    LAST = "last"
    NONE = "none"


def place_caption(node: Tag, last: dict[str, Any] | None) -> CaptionPlace:
    """Tables have their captions above and pictures below, but for documents that have it otherwise.

    `last` is the block before, if the caption follows it at once.
    """
    following = node.find_next_sibling()
    if following is not None and following.name == "table":
        return CaptionPlace.NEXT
    if last is not None and last["type"] == "image" and not last["value"]["caption"]:
        return CaptionPlace.LAST
    if following is not None and following.find("img") and not following.get_text().strip():
        return CaptionPlace.NEXT
    if last is not None and last["type"] == "table" and not last["value"]["table"]["caption"]:
        return CaptionPlace.LAST
    return CaptionPlace.NONE
