"""A video of somebody else's, behind the gate."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.images.blocks import ImageChooserBlock

from consent.registry.references import find_reference

from .picture import describe_image


class EmbedBlock(StructBlock):
    """A video (video) that plays once the visitor has said yes; until then a placeholder in its stead.

    The page holds title, picture and link of our own; markup of the provider never reaches it.
    """

    title = CharBlock(
        label=_("Title"), max_length=150, help_text=_("What the video is about, and how long it is.")
    )
    url = URLBlock(label=_("Address"), help_text=_("The address of the video at YouTube."))
    picture = ImageChooserBlock(
        label=_("Picture"),
        required=False,
        help_text=_("Shown until the video is. Taken from our own storage."),
    )
    transcript = TextBlock(
        label=_("The video as text"),
        required=False,
        help_text=_("What is said and shown, for those who do not see or hear it."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if find_reference(cleaned["url"]) is None:
            message = _(
                "We cannot show videos from that address. Use a video at YouTube, or link to it in the text."
            )
            raise StructBlockValidationError({"url": ValidationError(message, code="unknown_provider")})
        return cleaned

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        picture = value["picture"]
        return {**context, "rendition": picture.get_rendition("fill-640x360") if picture else None}

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {
            "title": value["title"],
            "url": value["url"],
            "picture": describe_image(value["picture"]),
            "transcript": value["transcript"],
        }

    class Meta:
        icon = "media"
        template = "pages/blocks/embed.html"
