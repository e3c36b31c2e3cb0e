"""Fields of running text beside a page's body."""

from typing import Any

from django.utils.functional import Promise
from wagtail.fields import RichTextField

FEATURES = ["bold", "italic", "link", "ul", "ol", "document-link"]


def running_text(label: str | Promise, help_text: str | Promise) -> Any:
    """Return a field for a few paragraphs with emphasis, links and lists."""
    return RichTextField(label, features=FEATURES, blank=True, help_text=help_text)
