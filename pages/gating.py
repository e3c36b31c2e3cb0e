"""Lets the gate know of every embed that a page shows, before anybody can ask for one."""

from collections.abc import Iterator
from typing import Any

from consent.gate.embeds import record_embed


def record_embeds(body: Any) -> None:
    """Record each embed in a stream of blocks; idempotent. `body` is a StreamField's value."""
    for url, title in find_embeds(body):
        record_embed(url, title)


def find_embeds(body: Any) -> Iterator[tuple[str, str]]:
    """Yield (url, title) of every embed block."""
    for block in body:
        if block.block_type == "embed":
            yield block.value["url"], block.value["title"]
