"""Reads the XML of a Word document; names are short (`w:p`) whichever edition of the format it is."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .unpacking import refuse_damaged

DEPTH: Final = 120
_SPACES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
}


def parse(data: bytes) -> Element:
    """Return the root; a document type, an entity, or too deep a nesting is refused with `ValidationError`."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise refuse_damaged() from error
    check_depth(root)
    return root


def check_depth(root: Element) -> None:
    """Refuse what would take the converter, which calls itself, to the end of its stack."""
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > DEPTH:
            raise refuse_damaged()


def name_of(element: Element) -> str:
    """Return `w:p` and the like; the plain local name in a namespace that says nothing to us."""
    space, _brace, local = str(element.tag).rpartition("}")
    prefix = _SPACES.get(space[1:])
    return f"{prefix}:{local}" if prefix else local


def attribute(element: Element, local: str) -> str:
    """Return the attribute of this local name in whatever namespace, empty when there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == local), "")


def walk(root: Element) -> Iterator[Element]:
    """Yield the elements in the order of the text, of alternatives only the one that is converted."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        children = list(element)
        if name_of(element) == "mc:AlternateContent":
            fallback = [child for child in children if name_of(child) == "mc:Fallback"]
            children = fallback or children
        waiting.extend(reversed(children))


def text_of(element: Element) -> str:
    """Return the words within an element."""
    return "".join(each.text or "" for each in walk(element) if name_of(each) in ("w:t", "m:t", "w:delText"))
