"""A document that readers can fetch."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.documents.blocks import DocumentChooserBlock

from pages.documents import describe_document


class DocumentBlock(StructBlock):
    """A document (dokument) with its type and size; who deletes it leaves a sentence in its stead."""

    title = CharBlock(
        label=_("Title"),
        max_length=200,
        help_text=_("What the document is called, so that it makes sense out of context."),
    )
    document = DocumentChooserBlock(label=_("Document"))

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "title": value["title"], "file": describe_document(value["document"])}

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {"title": value["title"], "file": describe_document(value["document"])}

    class Meta:
        icon = "doc-full-inverse"
        template = "pages/blocks/document.html"
