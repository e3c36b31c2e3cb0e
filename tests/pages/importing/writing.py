"""Writes documents as Word and people write them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml
from PIL import Image

from pages.blocks import BodyBlock
from pages.importing.arranging import Arranged, Arranger
from pages.importing.documents import Document
from pages.importing.reading import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(*writers: Callable[[Any], object]) -> bytes:
    """Return a .docx into which each writer has put something."""
    document = docx.Document()
    for write in writers:
        write(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def heading(text: str, level: int = 1) -> Callable[[Any], object]:
    return lambda document: document.add_heading(text, level)


def paragraph(text: str, style: str | None = None) -> Callable[[Any], object]:
    return lambda document: document.add_paragraph(text, style)


def raw(xml: str) -> Callable[[Any], object]:
    """Put XML of our own, with the usual prefixes, at the end of the text."""

    def write(document: Any) -> None:
        element = parse_xml(xml.replace(">", f" {NAMESPACES}>", 1))
        document.element.body.insert(len(document.element.body) - 1, element)

    return write


def picture(alt: str = "", size: tuple[int, int] = (20, 10), color: str = "red") -> Callable[[Any], object]:
    def write(document: Any) -> None:
        shape = document.add_picture(BytesIO(png(size, color)))
        if alt:
            shape._inline.docPr.set("descr", alt)

    return write


def png(size: tuple[int, int] = (20, 10), color: str = "red") -> bytes:
    saved = BytesIO()
    Image.new("RGB", size, color).save(saved, "PNG")
    return saved.getvalue()


def table(*rows: list[str]) -> Callable[[Any], Any]:
    def write(document: Any) -> Any:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        return made

    return write


def repack(archive: bytes, **changes: bytes) -> bytes:
    """Return the archive with these parts put in: `repack(saved, **{"word/x.xml": b"…"})`."""
    saved = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return saved.getvalue()


def part(archive: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(archive)) as opened:
        return opened.read(name)


def upload(data: bytes | str, name: str = "plan.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def arrange(data: bytes | str, name: str = "plan.docx") -> tuple[Arranged, Document]:
    document = read(upload(data, name))
    return Arranger(document, "sv", may_store=True).arrange(), document


def kinds(document: Document) -> dict[str, int]:
    """Return how often each kind of finding was found."""
    return {kind.value: len(places) for kind, places in document.findings.places.items()}


def shapes(arranged: Arranged) -> list[str]:
    return [block["type"] for block in arranged.blocks]


def clean(page: Any) -> None:
    """Check the text as the editor's form does before publishing."""
    block = BodyBlock()
    block.clean(block.to_python(page.body.get_prep_value()))


def someone(**fields: Any) -> Any:
    return get_user_model().objects.create_user("bo", "bo@example.org", "password", **fields)
