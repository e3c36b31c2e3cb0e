"""Reads rich text as the database keeps it: its links and its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, and where it leads (`linktype` and `id` for our own, else `href`)."""

    text: str
    href: str
    linktype: str
    id: str

    @property
    def leads_nowhere(self) -> bool:
        return not self.linktype and self.href.strip() in ("", "#")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and whether all of it is bold."""

    text: str
    bold: bool


def find_links(source: str) -> Iterator[Link]:
    """Yield each link of some rich text."""
    if "<a" not in source:
        return
    for tag in BeautifulSoup(source, "html.parser").find_all("a"):
        given = {name: str(tag.get(name) or "") for name in ("href", "linktype", "id")}
        yield Link(text=words_of(tag), **given)


def find_paragraphs(source: str) -> Iterator[Paragraph]:
    """Yield each paragraph and point of some rich text that says something."""
    for tag in BeautifulSoup(source, "html.parser").find_all(["p", "li"]):
        text = words_of(tag)
        if text:
            bold = " ".join(words_of(part) for part in tag.find_all(["b", "strong"]))
            yield Paragraph(text, bold=bold == text)


def words_of(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
