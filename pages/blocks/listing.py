"""A list of points or steps."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, ListBlock, StructBlock

from .paragraph import INLINE, ParagraphBlock


class ListingBlock(StructBlock):
    """A list (lista), bulleted or numbered."""

    style = ChoiceBlock(
        label=_("Style"),
        choices=[("bulleted", _("Bulleted")), ("numbered", _("Numbered"))],
        default="bulleted",
    )
    points = ListBlock(ParagraphBlock(features=INLINE, label=_("Point")), label=_("Points"), min_num=1)

    class Meta:
        icon = "list-ul"
        template = "pages/blocks/listing.html"
