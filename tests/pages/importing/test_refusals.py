"""What is refused, with a sentence, before anything is stored."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pages.importing import limits
from pages.importing.drafting import prepare_material
from pages.importing.reading import read
from tests.pages.importing.writing import paragraph, part, picture, repack, someone, upload, word

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal(data: bytes | str, name: str = "plan.docx") -> str:
    """Return the code with which a document is refused; its sentence is in Swedish and has its numbers."""
    with pytest.raises(ValidationError) as raised, translation.override("sv"):
        read(upload(data, name))
    with translation.override("sv"):
        (sentence,) = raised.value.messages
    assert "%" not in sentence
    assert any(letter in sentence for letter in "åäö")
    return str(raised.value.code)


def bomb(name: str = "word/media/bomb.bin", octets: int = 70_000_000) -> bytes:
    """Return a document in which a part of zeroes unpacks to very much."""
    saved = BytesIO(word(paragraph("Text")))
    with ZipFile(saved, "a", ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as stream:
        for _turn in range(octets // 1_000_000):
            stream.write(b"\0" * 1_000_000)
    return saved.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Return a small file that says it is a very large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_archive_that_swells_is_refused_by_what_it_declares() -> None:
    assert refusal(bomb()) == "too_large_unpacked"


def test_archive_that_lies_of_its_sizes_is_refused_by_what_comes_out() -> None:
    """The central directory says one octet; the stream holds more than a document may."""
    data = bytearray(bomb())
    with ZipFile(BytesIO(bytes(data))) as archive:
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    true = struct.pack("<I", sizes["word/media/bomb.bin"])
    place = data.rindex(true)
    data[place : place + 4] = struct.pack("<I", 1)
    assert refusal(bytes(data)) in ("too_large_unpacked", "damaged")


def test_cap_counts_what_really_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = word(paragraph("Text " * 2_000))
    monkeypatch.setattr(limits, "XML_OCTETS", 20_000)
    assert refusal(saved) == "too_large_unpacked"


def test_document_of_very_many_tags_is_refused_before_it_is_parsed() -> None:
    saved = word(paragraph("Text"))
    body = part(saved, "word/document.xml").replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * limits.TAGS)
    assert refusal(repack(saved, **{"word/document.xml": body})) == "too_long"


def test_archive_of_very_many_parts_is_refused() -> None:
    saved = BytesIO(word())
    with ZipFile(saved, "a") as archive:
        for number in range(limits.PARTS):
            archive.writestr(f"word/media/{number}", b"")
    assert refusal(saved.getvalue()) == "too_large_unpacked"


def test_entities_are_refused_before_they_grow() -> None:
    saved = word(paragraph("Text"))
    body = part(saved, "word/document.xml").replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document', 1
    )
    assert refusal(repack(saved, **{"word/document.xml": body})) == "damaged"
    assert (
        refusal(repack(saved, **{"word/styles.xml": b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}))
        == "damaged"
    )


def test_xml_nested_without_end_is_refused() -> None:
    saved = word(paragraph("Text"))
    deep = b"<w:customXml>" * 5_000 + b"</w:customXml>" * 5_000
    body = part(saved, "word/document.xml").replace(b"<w:body>", b"<w:body>" + deep)
    assert refusal(repack(saved, **{"word/document.xml": body})) == "damaged"


@pytest.mark.parametrize("size", [(20_000, 10_000), (7_100, 7_100)])
def test_picture_of_very_many_pixels_is_refused(size: tuple[int, int]) -> None:
    saved = word(picture("Karta"))
    assert refusal(repack(saved, **{"word/media/image1.png": png_header(*size)})) == "too_many_pixels"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("plan.pdf", b"%PDF-1.7", "type"),
        ("plan", b"text", "type"),
        ("plan.docm", b"PK\x03\x04", "macros"),
        ("plan.docx", b"just text", "damaged"),
        ("plan.docx", b"PK\x03\x04 and then nothing", "damaged"),
        ("plan.docx", COMPOUND, "compound"),
        ("plan.md", "Kompetensförsörjning".encode("latin-1"), "encoding"),
        ("plan.txt", "Text".encode("utf-16"), "encoding"),
        ("plan.md", b"PK\x03\x04\x00\x00", "encoding"),
        ("plan.md", b"a" * 1_000_001, "too_large"),
        ("plan.docx", b"PK\x03\x04" + b"0" * 20 * 1024 * 1024, "too_large"),
    ],
)
def test_file_that_is_not_what_it_should_be_is_refused(name: str, data: bytes, code: str) -> None:
    assert refusal(data, name) == code


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    saved = word(paragraph("Text"))
    types = part(saved, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert refusal(repack(saved, **{"[Content_Types].xml": types})) == "macros"
    assert refusal(repack(saved, **{"word/vbaProject.bin": b"x"})) == "macros"


def test_archive_that_is_another_format_is_refused() -> None:
    saved = BytesIO()
    with ZipFile(saved, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refusal(saved.getvalue()) == "damaged"


def test_archive_packed_in_a_way_that_word_does_not_use_is_refused() -> None:
    saved = BytesIO(word())
    with ZipFile(saved, "a", ZIP_LZMA) as archive:
        archive.writestr("word/x.xml", b"<x/>")
    assert refusal(saved.getvalue()) == "damaged"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (word(), "tom.docx", "empty"),
        ("# Bara en titel", "tom.md", "empty"),
        ("- a\n" * 3_000, "lång.md", "too_long"),
    ],
)
def test_document_without_text_or_with_too_much_is_refused(data: bytes | str, name: str, code: str) -> None:
    with pytest.raises(ValidationError) as raised:
        prepare_material(read(upload(data, name)), name, "sv", someone())
    assert raised.value.code == code
