"""Gives a page that comes from a document its title and its code."""

import re
from typing import Final

from . import limits
from .drafting import Material
from .findings import Kind

_CODED: Final = re.compile(
    r"^(?P<code>[A-ZÅÄÖ]{1,3}\d{1,3}(?:\.\d{1,3}){0,2})[.:]?\s*[–—:-]?\s+(?P<title>\S.*)$"
)


def name_page(material: Material, title: str, code: str, *, coded: bool) -> tuple[str, str]:
    """Return title and code: what the editor wrote, else the document's title, else the name of its file."""
    material.findings.under = ""
    if title:
        if material.arranged.title not in ("", title):
            material.findings.add(Kind.KEPT_TITLE, material.arranged.title)
        return title, code
    found_code, found = split_code(material.arranged.title) if coded else ("", material.arranged.title)
    if not found:
        found = material.file_name.rpartition(".")[0].replace("_", " ").strip() or material.file_name
        material.findings.add(Kind.TITLE_FROM_FILE, found)
    if len(found) > limits.TITLE:
        material.findings.add(Kind.SHORT_TITLE, found)
        found = found[: limits.TITLE - 1].rstrip() + "…"
    return found, code or found_code


def split_code(title: str) -> tuple[str, str]:
    """Return the code that a title begins with, empty when there is none, and the rest of the title."""
    match = _CODED.match(title)
    return (match["code"], match["title"]) if match else ("", title)
