"""Counts how many values the edit form of a page will post, for Django takes only so many."""

from typing import Any

BLOCK = 4  # type, place, key, and whether it is taken away


def count_values(blocks: list[dict[str, Any]]) -> int:
    """Return about how many values these blocks are in the form."""
    return sum(BLOCK + count_within(block["value"]) for block in blocks)


def count_within(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(count_within(each) for each in value.values())
    if isinstance(value, list):
        return 1 + sum(count_within(each) + 1 for each in value)
    return 1
