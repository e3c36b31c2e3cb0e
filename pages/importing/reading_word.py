"""Reads a Word document (.docx): mammoth converts, after we have looked at what it opens."""

import logging
import re
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

import mammoth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from mammoth.docx.files import InvalidFileReferenceError

from . import limits
from .checking_pictures import find_ending
from .documents import Document, Picture
from .findings import Findings, Kind
from .lengths import refuse_long
from .markup import attribute, name_of, parse, text_of, walk
from .surveying import DECORATIVE, prepare, read_styles, survey
from .unpacking import MARKUP, pack, refuse_damaged, refuse_swollen, unpack

logger = logging.getLogger(__name__)

CONTENT_TYPES: Final = "[Content_Types].xml"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TITLES: Final = {"title", *(f"heading {level}" for level in range(1, 10))}
STYLES: Final = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='Heading 9'] => h6:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='TOC Heading'] => !
p[style-name^='toc '] => !
p[style-name='table of figures'] => !
"""
_MARGIN: Final = re.compile(r"^word/(header|footer)\d*\.xml$")
_UNKNOWN_SIGN: Final = "unsupported character"


def read_word(upload: BytesIO) -> Document:
    """Return the document; `ValidationError` says why it was refused."""
    parts = unpack(upload)
    body = find_body(parts)
    check_length(parts)
    roots = {name: parse(data) for name, data in parts.items() if name.endswith(MARKUP)}
    findings = Findings()
    styles = read_styles(roots["word/styles.xml"]) if "word/styles.xml" in roots else {}
    survey(roots[body], {key for key, name in styles.items() if name in TITLES}, findings)
    look_at_margins(roots, findings)
    if any(name.startswith("toc ") for name in styles.values()) and has_contents(roots[body], styles):
        findings.add(Kind.CONTENTS)
    prepare(roots[body])
    parts[body] = tostring(roots[body], encoding="utf-8")
    return convert(parts, findings)


def find_body(parts: dict[str, bytes]) -> str:
    """Return the name of the part that holds the text; macros and other kinds of document are refused."""
    if CONTENT_TYPES not in parts:
        raise refuse_damaged()
    declared = {
        attribute(each, "PartName").lstrip("/"): attribute(each, "ContentType")
        for each in parse(parts[CONTENT_TYPES])
    }
    if any("macroEnabled" in kind for kind in declared.values()) or any(
        name.endswith("vbaProject.bin") for name in parts
    ):
        message = _("The document holds macros. Save it in Word as a document without macros (.docx).")
        raise ValidationError(message, code="macros")
    body = next((name for name, kind in declared.items() if kind == WORD and name in parts), None)
    if body is None:
        raise refuse_damaged()
    return body


def check_length(parts: dict[str, bytes]) -> None:
    """Refuse by counting, before any tree is built, what would keep the desk busy for too long."""
    if sum(data.count(b"<") for name, data in parts.items() if name.endswith(MARKUP)) > limits.TAGS:
        raise refuse_long()


def look_at_margins(roots: dict[str, Element], findings: Findings) -> None:
    """Headers and footers repeat on each printed page; a web page has none."""
    words = {text_of(root).strip() for name, root in roots.items() if _MARGIN.match(name)}
    for each in sorted(words - {""}):
        findings.add(Kind.HEADERS, each)


def has_contents(body: Element, styles: dict[str, str]) -> bool:
    """Tell whether a table of contents stands in the text."""
    return any(
        styles.get(attribute(each, "val"), "").startswith("toc ")
        for each in walk(body)
        if name_of(each) == "w:pStyle"
    )


def convert(parts: dict[str, bytes], findings: Findings) -> Document:
    """Return what mammoth makes of the parts; no file outside of them is opened."""
    pictures: list[Picture] = []
    options = {"include_embedded_style_map": False, "external_file_access": False, "style_map": STYLES}
    keep = mammoth.images.img_element(lambda image: keep_picture(image, pictures))
    try:
        result = mammoth.convert_to_html(pack(parts), convert_image=keep, **options)
    except ValidationError:
        raise
    except Exception as error:  # mammoth has no error of its own for a document that is broken
        logger.info("A document could not be converted: %r", error)
        raise refuse_damaged() from error
    for message in result.messages:
        if _UNKNOWN_SIGN in message.message:
            findings.add(Kind.SYMBOLS)
    return Document(result.value, findings, pictures)


def keep_picture(image: Any, pictures: list[Picture]) -> dict[str, str]:
    """Keep a picture and return the attributes of its `<img>`; one that cannot be opened has no `src`."""
    try:
        with image.open() as stream:
            data = stream.read()
    except (InvalidFileReferenceError, KeyError):
        return {"alt": image.alt_text or "", "src": ""}
    if len(pictures) == limits.PICTURES:
        raise refuse_swollen()
    decorative = image.alt_text == DECORATIVE
    pictures.append(Picture(data, find_ending(data), decorative))
    return {"alt": "" if decorative else image.alt_text or "", "src": str(len(pictures) - 1)}
