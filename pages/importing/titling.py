"""Tells the title of a document from its headings, and the headings' levels from each other."""

from typing import Final

from bs4 import BeautifulSoup, Tag

HEADINGS: Final = ["h1", "h2", "h3", "h4", "h5", "h6"]


def take_title(soup: BeautifulSoup) -> str:
    """Take the title out and return it: what has the style of one, or the only heading of the first level.

    Empty when there is none. A picture in the title stays where the title stood.
    """
    firsts = [node for node in soup.find_all("h1") if node.get_text().strip()]
    styled = [node for node in firsts if "title" in (node.get("class") or [])]
    node = styled[0] if styled else firsts[0] if len(firsts) == 1 else None
    if node is None:
        return ""
    title = " ".join(node.get_text(" ").split())
    keep_pictures(node)
    node.decompose()
    return title


def keep_pictures(node: Tag) -> None:
    """Put the pictures of a node before it, each in a paragraph."""
    for picture in node.find_all("img"):
        node.insert_before(picture.extract())
        picture.wrap(BeautifulSoup("<p></p>", "html.parser").p or Tag(name="p"))


def rank_headings(soup: BeautifulSoup) -> dict[str, int]:
    """Return the level on the page of each heading in use: 2 for the highest, 3 for the next, and so on."""
    used = sorted({node.name for node in soup.find_all(HEADINGS) if node.get_text().strip()})
    return {name: rank for rank, name in enumerate(used, start=2)}
