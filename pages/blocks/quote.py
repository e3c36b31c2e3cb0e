"""Somebody's words."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock


class QuoteBlock(StructBlock):
    """A quotation (citat) and who said it."""

    text = TextBlock(label=_("Quotation"), help_text=_("Without quotation marks: the page adds them."))
    said_by = CharBlock(label=_("Said by"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        template = "pages/blocks/quote.html"
