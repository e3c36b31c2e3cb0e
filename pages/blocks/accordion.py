"""Parts that a reader opens as needed."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from .paragraph import ParagraphBlock


class AccordionItemBlock(StructBlock):
    """One part: what it is about, and what it says."""

    heading = CharBlock(
        label=_("Heading"),
        max_length=150,
        help_text=_("A question or a few words, so that readers know what they open."),
    )
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "arrow-right"
        label = _("Part")


class AccordionBlock(StructBlock):
    """An accordion (dragspel): headings that each open a text; needs no script."""

    parts = ListBlock(AccordionItemBlock(), label=_("Parts"), min_num=1)

    class Meta:
        icon = "arrow-down"
        template = "pages/blocks/accordion.html"
        help_text = _(
            "For details that only some readers need. What everybody must know belongs in the running text."
        )
