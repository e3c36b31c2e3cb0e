"""A heading within a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock


class HeadingBlock(StructBlock):
    """A heading (rubrik) of the second or third level; the first is the page's title."""

    text = CharBlock(label=_("Heading"), max_length=150)
    level = ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Part of a section"))],
        default="2",
    )

    class Meta:
        icon = "title"
        template = "pages/blocks/heading.html"
