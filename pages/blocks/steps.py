"""What to do, one thing after another."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from .paragraph import ParagraphBlock


class StepBlock(StructBlock):
    """One step: what is done, and how."""

    title = CharBlock(
        label=_("Heading"), max_length=150, help_text=_("Begin with a verb: “Send the application”.")
    )
    text = ParagraphBlock(label=_("Text"), required=False)

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(StructBlock):
    """Steps (steg) in order; the page numbers them."""

    steps = ListBlock(StepBlock(), label=_("In order"), min_num=1)

    class Meta:
        icon = "list-ol"
        template = "pages/blocks/steps.html"
