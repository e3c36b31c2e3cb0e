"""Writes the words within a block as rich text: bold, italic, links and line breaks, nothing else."""

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, PageElement

from .findings import Findings, Kind

TEXTS: Final = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"}
BLOCKS: Final = TEXTS | {"table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre"}
SCHEMES: Final = {"http", "https", "mailto", "tel"}
ADDRESS: Final = 2_000
_MARKS: Final = {"b": "b", "strong": "b", "i": "i", "em": "i"}
_RAISED: Final = dict(zip("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎", strict=True))


class Phrasing:
    """Turns nodes into rich text, counts the links that it kept and finds what it could not keep."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.links = 0

    def lines(self, node: Tag) -> list[str]:
        """Return the text of a node, one piece of rich text for each paragraph or point in it."""
        found: list[str] = []
        waiting: list[PageElement] = []
        for child in [*node.children, None]:
            if child is not None and not (isinstance(child, Tag) and child.name in BLOCKS):
                waiting.append(child)
                continue
            line = self.write(waiting).strip()
            waiting = []
            if line:
                found.append(line)
            if isinstance(child, Tag):
                found.extend(self.lines(child))
        return found

    def write(self, nodes: Iterable[PageElement]) -> str:
        """Return rich text of nodes that stand on one line."""
        return "".join(self._write(node) for node in nodes)

    def _write(self, node: PageElement) -> str:
        if isinstance(node, Comment):
            return ""
        if not isinstance(node, Tag):
            return escape(str(node).replace("\n", " ").replace("\t", " "), quote=False)
        if node.name == "br":
            return "<br/>"
        if node.name == "input":
            return "☒ " if node.has_attr("checked") else "☐ "
        inner = self.write(node.children)
        return self._mark(node, inner) if inner.strip() else inner

    def _mark(self, node: Tag, inner: str) -> str:
        if node.name in _MARKS:
            return f"<{_MARKS[node.name]}>{inner}</{_MARKS[node.name]}>"
        if node.name == "a":
            return self._link(node, inner)
        if node.name in ("sup", "sub"):
            return self._shift(node, inner)
        if node.name in ("s", "del"):
            self.findings.add(Kind.STRUCK, node.get_text())
        return inner

    def _link(self, node: Tag, inner: str) -> str:
        """A link outward stays; within the document, to a file or a script, only its words do."""
        address = str(node.get("href") or "").strip()
        if is_reachable(address):
            self.links += 1
            return f'<a href="{escape(address)}">{inner}</a>'
        if address.startswith("#"):
            if not leads_to_note(node):
                self.findings.add(Kind.INNER_LINKS, node.get_text())
        elif address:
            self.findings.add(Kind.DROPPED_LINKS, f"{node.get_text()} ({address})")
        return inner

    def _shift(self, node: Tag, inner: str) -> str:
        """Raised and lowered digits have signs of their own; other letters stand on the line."""
        signs = _RAISED if node.name == "sup" else _LOWERED
        if all(letter in signs for letter in inner):
            return "".join(signs[letter] for letter in inner)
        if not any(leads_to_note(each) for each in node.find_all("a")):
            self.findings.add(Kind.RAISED, node.get_text())
        return inner


def is_reachable(address: str) -> bool:
    """Tell whether readers can follow an address from a public page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in SCHEMES or len(address) > ADDRESS:
        return False
    return bool(parts.netloc) if parts.scheme in ("http", "https") else bool(parts.path)


def leads_to_note(node: Tag) -> bool:
    """Tell whether a link is the number of a footnote or an endnote, or the arrow back from it."""
    return str(node.get("href") or "").startswith(("#footnote-", "#endnote-"))


def plain(rich: str) -> str:
    """Return the words of rich text on one line."""
    return " ".join(BeautifulSoup(rich.replace("<br/>", " "), "html.parser").get_text().split())
