"""Names other objects by what lasts: the translation key, the same in every language."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

REF = "ref"


def refer(instance: Any) -> dict[str, str] | None:
    """Return how content names an object, `{"ref": "<uuid>"}`; None for a missing one."""
    return None if instance is None else {REF: str(instance.translation_key)}


def is_reference(value: Any) -> bool:
    """Tell whether a value of content names another object."""
    return isinstance(value, dict) and set(value) == {REF}


def find_references(value: Any) -> Iterator[UUID]:
    """Yield the key of each object that some content names."""
    if is_reference(value):
        yield UUID(value[REF])
    elif isinstance(value, dict):
        for each in value.values():
            yield from find_references(each)
    elif isinstance(value, list):
        for each in value:
            yield from find_references(each)
