"""Tells when a document is too long for a page: its form posts so many values, and Django takes only some."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BLOCK = 4  # type, place, key, and whether it is taken away


def count_values(blocks: list[dict[str, Any]]) -> int:
    """Return about how many values these blocks are in the form."""
    return sum(BLOCK + count_within(block["value"]) for block in blocks)


def count_within(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(count_within(each) for each in value.values())
    if isinstance(value, list):
        return 1 + sum(BLOCK if isinstance(each, str) else count_within(each) + 1 for each in value)
    return 1


def refuse_long() -> ValidationError:
    message = _("The document is too long for one page. Divide it, and import one part at a time.")
    return ValidationError(message, code="too_long")
