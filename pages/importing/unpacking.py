"""Opens the ZIP archive that a .docx is, and trusts nothing that it says of itself.

The parts that are needed are read with a cap, whatever sizes the headers declare, and packed
anew: what the converter opens is our own archive and no other.
"""

import zlib
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import limits

CHUNK: Final = 64 * 1024
MARKUP: Final = (".xml", ".rels")
SKIPPED: Final = ("word/embeddings/", "word/fonts/", "word/theme/", "customXml/", "docProps/")
ENCRYPTED: Final = 0x1
NAME: Final = 400


def unpack(archive: BytesIO) -> dict[str, bytes]:
    """Return the parts of the document by name; refuse with `ValidationError` what is no sound archive."""
    try:
        with ZipFile(archive) as opened:
            check_directory(opened.infolist())
            return read_parts(opened)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise refuse_damaged() from error


def check_directory(entries: list[ZipInfo]) -> None:
    """Refuse by what the archive declares, before a single octet is unpacked."""
    if len(entries) > limits.PARTS or sum(entry.file_size for entry in entries) > limits.unpacked_octets():
        raise refuse_swollen()
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise refuse_locked()
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or len(entry.filename) > NAME:
            raise refuse_damaged()


def read_parts(archive: ZipFile) -> dict[str, bytes]:
    """Read the parts that a page can use; the cap counts what really comes out, of all of them."""
    left, markup_left = limits.unpacked_octets(), limits.XML_OCTETS
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        if entry.is_dir() or entry.filename.startswith(SKIPPED):
            continue
        is_markup = entry.filename.endswith(MARKUP)
        data = read_capped(archive, entry, min(left, markup_left) if is_markup else left)
        left -= len(data)
        markup_left -= len(data) if is_markup else 0
        parts[entry.filename] = data
    return parts


def read_capped(archive: ZipFile, entry: ZipInfo, cap: int) -> bytes:
    """Return one part, of at most `cap` octets."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > cap:
                raise refuse_swollen()
            pieces.append(piece)
    return b"".join(pieces)


def pack(parts: dict[str, bytes]) -> BytesIO:
    """Return the parts as an archive again."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    packed.seek(0)
    return packed


def refuse_swollen() -> ValidationError:
    message = _(
        "The document is larger than %(size)s MB when it is unpacked, or has too many parts. Make its pictures smaller, or divide it."
    )
    size = limits.megabytes(limits.unpacked_octets())
    return ValidationError(message, code="too_large_unpacked", params={"size": size})


def refuse_locked() -> ValidationError:
    message = _("The document is protected by a password. Take the password off in Word, and save it again.")
    return ValidationError(message, code="encrypted")


def refuse_damaged() -> ValidationError:
    message = _(
        "The document cannot be read: it is damaged or no Word document. Open it in Word and save it as .docx."
    )
    return ValidationError(message, code="damaged")
