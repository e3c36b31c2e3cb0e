"""Something that must not be missed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue

from .paragraph import ParagraphBlock

KINDS = {
    "information": pgettext_lazy("kind of call-out", "Information"),
    "important": pgettext_lazy("kind of call-out", "Important"),
    "warning": pgettext_lazy("kind of call-out", "Warning"),
}


class CallOutBlock(StructBlock):
    """A call-out (uppmaning): its kind has a shape and a word, not a colour alone."""

    kind = ChoiceBlock(label=_("Kind"), choices=list(KINDS.items()), default="information")
    title = CharBlock(
        label=_("Heading"),
        required=False,
        max_length=150,
        help_text=_("What it is about, in a few words. The page adds the kind itself."),
    )
    text = ParagraphBlock(
        label=_("Text"), help_text=_("One to three sentences: what the reader should do or know.")
    )

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "word": KINDS.get(value["kind"], KINDS["information"])}

    class Meta:
        icon = "warning"
        template = "pages/blocks/call_out.html"
