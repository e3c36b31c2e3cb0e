"""Running text."""

from typing import Any

from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

from .clean_html import keep_for_the_record, show_to_readers

INLINE = ["bold", "italic", "link"]


class ParagraphBlock(RichTextBlock):
    """Running text (brödtext) with emphasis, links and short lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", [*INLINE, "ul", "ol", "document-link"])
        super().__init__(**kwargs)

    def get_context(self, value: RichText, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "html": show_to_readers(value.source, context)}

    def get_api_representation(self, value: RichText, context: Any = None) -> str:
        return keep_for_the_record(value.source)

    class Meta:
        icon = "pilcrow"
        template = "pages/blocks/paragraph.html"
