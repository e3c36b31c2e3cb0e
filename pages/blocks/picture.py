"""An image with its alternative text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage

WIDTH = "width-1280"


class PictureBlock(StructBlock):
    """An image (bild): it has an alternative text, or is marked as decorative."""

    image = ImageBlock(label=_("Image"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=250)

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        image = value["image"]
        return {**context, "rendition": image.get_rendition(WIDTH) if image else None}

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {"image": describe_image(value["image"]), "caption": value["caption"]}

    class Meta:
        icon = "image"
        template = "pages/blocks/picture.html"


def describe_image(image: AbstractImage | None) -> dict[str, Any] | None:
    """Return `{src, width, height, alt, decorative, file_hash}`; `src` is a path, widths are in pixels.

    The hash is there so that a replaced file is a change of what the page says.
    """
    if image is None:
        return None
    rendition = image.get_rendition(WIDTH)
    return {
        "src": rendition.url,
        "width": rendition.width,
        "height": rendition.height,
        "alt": image.contextual_alt_text or "",
        "decorative": bool(image.decorative),
        "file_hash": image.get_file_hash(),
    }
