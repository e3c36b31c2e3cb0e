"""Arranges a document into the blocks of a page."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext, override

from . import limits
from .describing import read_alternative
from .documents import Document
from .findings import Findings, Kind, shorten
from .listing import is_nested, is_note_list, write_list, write_nested
from .phrasing import Phrasing, plain
from .placing import CaptionPlace, place_caption
from .quoting import build_quote
from .tabling import build_table, is_layout, list_rows
from .titling import rank_headings, take_title

Block = dict[str, Any]
BOLD_HEADING: Final = 90
DEEPEST: Final = 3


@dataclass
class Arranged:
    """A title (empty when the document has none), blocks as StreamField stores them, and counts by kind.

    A picture's block holds `{"picture": index, "alt_text", "decorative"}` where the library's image will be.
    """

    title: str
    blocks: list[Block] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Arranger:
    """Goes through the document once, from the top; `findings` collects what it cannot place."""

    def __init__(self, document: Document, language: str, *, may_store: bool) -> None:
        self.pictures = document.pictures
        self.findings: Findings = document.findings
        self.phrasing = Phrasing(self.findings)
        self.language = language
        self.may_store = may_store
        self.running: list[str] = []
        self.caption = ""
        soup = BeautifulSoup(document.html, "html.parser")
        self.soup = soup
        self.arranged = Arranged(take_title(soup))
        self.ranks = rank_headings(soup)
        self.handlers: dict[str, Callable[[Tag], None]] = {
            **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], self.add_heading),
            "p": self.add_paragraph,
            "ul": self.add_list,
            "ol": self.add_list,
            "table": self.add_table,
            "blockquote": self.add_quote,
            "pre": self.add_code,
            "hr": self.add_rule,
        }

    def arrange(self) -> Arranged:
        self.add_all(self.soup)
        self.close_text()
        self.find_bare_tables()
        self.arranged.counts["links"] = self.phrasing.links
        return self.arranged

    def find_bare_tables(self) -> None:
        """Tell of the tables that nothing in the document says the name of."""
        self.findings.under = ""
        for block in self.arranged.blocks:
            if block["type"] == "heading":
                self.findings.under = shorten(block["value"]["text"])
            elif block["type"] == "table" and not block["value"]["table"]["caption"]:
                columns = block["value"]["table"]["columns"]
                self.findings.add(Kind.MISSING_CAPTIONS, " | ".join(each["heading"] for each in columns))

    def add_all(self, parent: Tag) -> None:
        for node in list(parent.children):
            if isinstance(node, Tag):
                self.handlers.get(node.name, self.add_paragraph)(node)
            else:
                self.add_text(self.phrasing.write([node]))

    def add_heading(self, node: Tag) -> None:
        pictures = take_pictures(node)
        text = plain(" ".join(self.phrasing.lines(node)))
        self.findings.under = shorten(text) or self.findings.under
        rank = self.ranks.get(node.name, DEEPEST)
        if len(text) > limits.HEADING:
            self.findings.add(Kind.LONG_HEADINGS, text)
            self.add_text("<br/>".join(self.phrasing.lines(node)))
        elif text:
            if rank > DEEPEST:
                self.findings.add(Kind.DEEP_HEADINGS, text)
            self.add("heading", {"text": text, "level": str(min(rank, DEEPEST))})
        self.add_pictures(pictures)

    def add_paragraph(self, node: Tag) -> None:
        if "caption" in (node.get("class") or []) and self.use_caption(node):
            return
        pictures = take_pictures(node)
        lines = self.phrasing.lines(node)
        for line in lines:
            if looks_like_heading(line):
                self.findings.add(Kind.BOLD_HEADINGS, plain(line))
            self.add_text(line)
        self.add_pictures(pictures)

    def use_caption(self, node: Tag) -> bool:
        """Give a caption to what it belongs to, and tell whether there was such a thing."""
        text = plain(" ".join(self.phrasing.lines(node)))[: limits.CAPTION]
        last = self.arranged.blocks[-1] if self.arranged.blocks and not self.running else None
        match place_caption(node, last):
            case CaptionPlace.NEXT:
                self.caption = text
            case CaptionPlace.LAST if last is not None:
                self.set_caption(last, text)
            case _:
                return False
        return True

    def keep_caption(self) -> None:
        """Keep as text a caption whose table or picture did not come along."""
        caption, self.caption = self.caption, ""
        self.add_text(escape(caption, quote=False))

    def set_caption(self, block: Block, text: str) -> None:
        if block["type"] == "table":
            block["value"]["table"]["caption"] = text
        else:
            block["value"]["caption"] = text

    def add_list(self, node: Tag) -> None:
        pictures = take_pictures(node)
        if is_note_list(node):
            self.add_notes(node)
        elif is_nested(node):
            self.findings.add(Kind.NESTED_LISTS, node.get_text(" "))
            self.running.append(write_nested(node, self.phrasing))
            self.arranged.counts["list"] += 1
        elif value := write_list(node, self.phrasing):
            self.add("list", value)
        self.add_moved(pictures)

    def add_notes(self, node: Tag) -> None:
        """Footnotes have no foot to stand at: they follow the text, with their numbers."""
        for back in node.find_all("a", href=True):
            if str(back["href"]).startswith(("#footnote-ref-", "#endnote-ref-")):
                back.decompose()
        if value := write_list(node, self.phrasing):
            with override(self.language):
                self.add("heading", {"text": gettext("Notes"), "level": "2"})
            self.add("list", value)

    def add_table(self, node: Tag) -> None:
        rows = list_rows(node)
        if is_layout(rows):
            self.findings.add(Kind.LAYOUT_TABLES, node.get_text(" "))
            self.keep_caption()
            for cell in rows[0]:
                self.add_all(cell)
            return
        pictures = take_pictures(node)
        if rows and (value := build_table(rows, self.phrasing)):
            value["table"]["caption"], self.caption = self.caption, ""
            self.add("table", value)
        self.keep_caption()
        self.add_moved(pictures)

    def add_quote(self, node: Tag) -> None:
        pictures = take_pictures(node)
        if value := build_quote(self.phrasing.lines(node)):
            self.add("quote", value)
        self.add_moved(pictures)

    def add_code(self, node: Tag) -> None:
        self.findings.add(Kind.CODE, node.get_text())
        lines = [escape(line, quote=False) for line in node.get_text().splitlines() if line.strip()]
        self.add_text("<br/>".join(lines))

    def add_rule(self, node: Tag) -> None:
        self.findings.add(Kind.RULES)

    def add_pictures(self, nodes: list[Tag]) -> None:
        for node in nodes:
            index = self.find_picture(node)
            if index is None:
                self.keep_caption()
                continue
            decorative = self.pictures[index].decorative
            alt = "" if decorative else read_alternative(str(node.get("alt") or ""), self.findings)
            value = {"picture": index, "alt_text": alt, "decorative": decorative, "caption": self.caption}
            self.caption = ""
            self.add("image", value)

    def find_picture(self, node: Tag) -> int | None:
        """Return which picture of the document a node shows; None, and a finding, when it cannot come along."""
        written, alt = str(node.get("src") or ""), str(node.get("alt") or "")
        index = int(written) if written.isdecimal() else len(self.pictures)
        if index >= len(self.pictures):
            self.findings.add(Kind.OUTSIDE_PICTURES, alt or written)
        elif self.pictures[index].ending is None:
            self.findings.add(Kind.UNREADABLE_PICTURES, alt)
        elif not self.may_store:
            self.findings.add(Kind.FORBIDDEN_PICTURES, alt)
        else:
            return index
        return None

    def add_moved(self, nodes: list[Tag]) -> None:
        for node in nodes:
            self.findings.add(Kind.MOVED_PICTURES, str(node.get("alt") or ""))
        self.add_pictures(nodes)

    def add_text(self, line: str) -> None:
        if line.strip():
            self.running.append(f"<p>{line}</p>")
            self.arranged.counts["paragraph"] += 1

    def add(self, kind: str, value: dict[str, Any]) -> None:
        self.close_text()
        self.arranged.blocks.append({"type": kind, "value": value})
        self.arranged.counts[kind] += 1

    def close_text(self) -> None:
        """Put the paragraphs that follow upon each other into one block, as an editor would write them."""
        if self.running:
            self.arranged.blocks.append({"type": "paragraph", "value": "".join(self.running)})
            self.running = []


def take_pictures(node: Tag) -> list[Tag]:
    """Take the pictures out of a node and return them in their order."""
    return [picture.extract() for picture in node.find_all("img")]


def looks_like_heading(line: str) -> bool:
    """Tell whether a line is short and bold from end to end."""
    is_bold = line.startswith("<b>") and line.endswith("</b>") and line.count("<b>") == 1
    return is_bold and len(plain(line)) <= BOLD_HEADING and not plain(line).endswith(".")
