"""Tells what sort of document an upload is, by what is in it, and reads it."""

from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from . import limits
from .documents import Document
from .reading_markdown import read_markdown
from .reading_word import read_word
from .unpacking import refuse_damaged

WORD: Final = {".docx"}
TEXT: Final = {".md", ".markdown", ".txt"}
MACROS: Final = {".docm", ".dotm"}
ZIP: Final = b"PK\x03\x04"
# Word before 2007, and what Word wraps around a document with a password [MS-CFB].
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(upload: "UploadedFile[Any]") -> Document:
    """Return the document; everything that is refused is a `ValidationError` with a sentence for the editor."""
    size = upload.size or 0
    if size > limits.upload_octets():
        message = _("The file is larger than %(size)s MB. Make its pictures smaller, or divide it.")
        size = limits.megabytes(limits.upload_octets())
        raise ValidationError(message, code="too_large", params={"size": size})
    ending = PurePath(upload.name or "").suffix.lower()
    if ending in TEXT:
        return read_markdown(upload.read())
    if ending in MACROS:
        message = _("The document holds macros. Save it in Word as a document without macros (.docx).")
        raise ValidationError(message, code="macros")
    if ending not in WORD:
        message = _(
            "We take Word documents (.docx), Markdown (.md) and plain text (.txt). Save the file as one."
        )
        raise ValidationError(message, code="type")
    data = upload.read()
    if data.startswith(COMPOUND):
        message = _(
            "The document is protected by a password, or from before Word 2007. Open it in Word, take the password off, and save it as .docx."
        )
        raise ValidationError(message, code="compound")
    if not data.startswith(ZIP):
        raise refuse_damaged()
    return read_word(BytesIO(data))
