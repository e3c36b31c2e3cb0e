"""A video, map or post of somebody else's, behind the gate."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext
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

from consent.gate.embeds import list_showable
from consent.registry.references import find_reference

from .picture import describe_image

LONGEST_ADDRESS = 500


class EmbedBlock(StructBlock):
    """Embedded content (inbäddat innehåll) that shows once the visitor has said yes; until then a placeholder.

    The page holds title, picture and link of our own; markup of the provider never reaches it.
    """

    title = CharBlock(
        label=_("Title"),
        max_length=150,
        help_text=_("What is shown. For a video, also how long it is."),
    )
    url = URLBlock(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("The address of the video, the map or the post, as it stands in your browser."),
    )
    picture = ImageChooserBlock(
        label=_("Picture"),
        required=False,
        help_text=_("Shown until the visitor has said yes. Taken from our own storage."),
    )
    transcript = TextBlock(
        label=_("The same as text"),
        required=False,
        help_text=_("What is said and shown, for those who do not see or hear it."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if find_reference(cleaned["url"]) is None:
            error = ValidationError(explain_unknown(), code="unknown_provider")
            raise StructBlockValidationError({"url": error})
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


def explain_unknown() -> str:
    """Say to an editor, in their language, which services can be shown and what to do with another."""
    services = list_showable()
    if not services:
        return gettext("Nothing can be shown from other services here. Link to it in the text instead.")
    return gettext(
        "We cannot show that address. What can be shown comes from %(services)s, and the address has to be "
        "that of the video, the map or the post itself. Link to anything else in the text."
    ) % {"services": get_text_list(services, gettext("or"))}
