"""Looks through an answer for what a page could embed as it is."""

from collections.abc import Iterable, Iterator
from typing import Any

MARKUP = ("<iframe", "<script", "<embed", "<object", "<video", "<blockquote class", "srcdoc", "javascript:")
FRAMES = (
    "youtube.com/embed",
    "youtube-nocookie.com/",
    "player.vimeo.com/",
    "/export/embed.html",
    "instagram.com/embed",
)


def find_embeddable(text: str, frames: Iterable[str] = FRAMES) -> list[str]:
    """Return the markup in an answer, and the addresses that a provider has for frames and scripts."""
    plain = text.replace("\\u003C", "<").replace("\\u003c", "<").replace("\\/", "/").lower()
    return [mark for mark in (*MARKUP, *frames) if mark.lower() in plain]


def find_embeds(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the value of every embed that has a gate, however deep."""
    if isinstance(value, dict):
        if value.get("gate"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from find_embeds(one)
