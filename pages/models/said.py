"""Turns fields into what the record keeps of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from pages.blocks.clean_html import keep_for_the_record, show_to_readers
from pages.glossary import Glossary


def say_list(stream: StreamValue) -> list[Any]:
    """Return a stream of one kind of block as a plain list of what each block says."""
    return [child.block.get_api_representation(child.value) for child in stream]


def say_value(value: Decimal | float | None, day: date | None) -> dict[str, Any] | None:
    """Return `{date, value}`, or None when one of the two is missing."""
    return None if value is None or day is None else {"date": day, "value": float(value)}


def show_date(day: date | None) -> str:
    """Return a day in the words of the active language; empty when there is none."""
    return date_format(day, "DATE_FORMAT") if day else ""


def say_text(source: str) -> str:
    """Return running text as the record keeps it; an empty paragraph, which editors leave behind, is none."""
    html = keep_for_the_record(source)
    return html if strip_tags(html).strip() else ""


def show_text(source: str, glossary: Glossary) -> RichText | str:
    """Return running text as readers see it; empty when it says nothing."""
    return show_to_readers(source, {"glossary": glossary}) if strip_tags(source).strip() else ""
