"""Turns fields into what the record keeps of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from wagtail.blocks import StreamValue


def say_list(stream: StreamValue) -> list[Any]:
    """Return a stream of one kind of block as a plain list of what each block says."""
    return [child.block.get_api_representation(child.value) for child in stream]


def say_value(value: Decimal | float | None, day: date | None) -> dict[str, Any] | None:
    """Return `{date, value}`, or None when one of the two is missing."""
    return None if value is None or day is None else {"date": day, "value": float(value)}
