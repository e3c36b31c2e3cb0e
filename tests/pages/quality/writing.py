"""Writes bodies of pages as the database keeps them."""

from typing import Any
from uuid import uuid4

from pages.models import StandardPage


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def heading(text: str, level: int = 2) -> dict[str, Any]:
    return block("heading", {"text": text, "level": str(level)})


def paragraph(html: str) -> dict[str, Any]:
    return block("paragraph", html)


def draft(*blocks: dict[str, Any], **fields: Any) -> StandardPage:
    """Return a page that is not saved, with these blocks."""
    page = StandardPage(title="Om kakor", slug="om-kakor", **fields)
    page.body = list(blocks)
    return page
