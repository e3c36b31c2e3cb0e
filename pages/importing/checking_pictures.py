"""Looks at the pictures of a document before anything is stored."""

import warnings
from io import BytesIO
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from . import limits

ENDINGS: Final = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


def find_ending(data: bytes) -> str | None:
    """Return the ending of the picture's file; None for a format that browsers do not show, or a broken one.

    A picture with more pixels than the library takes is refused with `ValidationError`: to leave
    it out in silence would change what the document says, to store it would stop the site.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as opened:
                check_size(opened)
                ending = ENDINGS.get(opened.format or "")
                if ending is not None:
                    opened.draft(None, (1, 1))
                    opened.load()
                return ending
    except Image.DecompressionBombError as error:
        raise refuse_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None


def check_size(opened: Image.Image) -> None:
    width, height = opened.size
    if width * height * getattr(opened, "n_frames", 1) > limits.picture_pixels():
        raise refuse_large()


def refuse_large() -> ValidationError:
    message = _(
        "A picture in the document has more than %(pixels)s million pixels. Make it smaller in Word (Compress Pictures), and import the document again."
    )
    return ValidationError(
        message, code="too_many_pixels", params={"pixels": limits.picture_pixels() // 1_000_000}
    )
