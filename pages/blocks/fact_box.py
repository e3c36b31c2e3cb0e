"""Facts beside the running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from .paragraph import ParagraphBlock


class FactBoxBlock(StructBlock):
    """A fact box (faktaruta): a heading and a few lines."""

    title = CharBlock(label=_("Heading"), max_length=150)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        template = "pages/blocks/fact_box.html"
