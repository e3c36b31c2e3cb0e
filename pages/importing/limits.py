"""How much a document may hold before it is refused; beyond these, reading it would hurt the desk."""

from typing import Final

from django.conf import settings

PARTS: Final = 2_000
XML_OCTETS: Final = 8_000_000
# The converter takes about 0.1 ms and 1 kB for a tag [measured]; a hundred pages are some 50 000 tags.
TAGS: Final = 200_000
TEXT_OCTETS: Final = 1_000_000
# The edit form of a page posts so many values; Django takes DATA_UPLOAD_MAX_NUMBER_FIELDS.
FORM_VALUES: Final = 8_000
PICTURES: Final = 300
COLUMNS: Final = 30
TITLE: Final = 255
HEADING: Final = 150
CAPTION: Final = 250


def upload_octets() -> int:
    """Return how large an uploaded document may be, in octets."""
    return int(settings.IMPORT_MAX_UPLOAD_SIZE)


def unpacked_octets() -> int:
    """Return how large a document may be when unpacked, in octets."""
    return int(settings.IMPORT_MAX_UNPACKED_SIZE)


def picture_pixels() -> int:
    """Return how many pixels a picture may have: what the image library allows."""
    return int(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)


def megabytes(octets: int) -> int:
    """Return octets in the unit that editors know, rounded down."""
    return octets // (1024 * 1024)
