"""Pairs of sentences: Swedish, which pages are written in, and its translation."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class T:
    """One text in both languages."""

    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A page of the example: its model's name, its texts, its body, and what stands below it.

    A body is a list of (block type, value) in which every text is a `T`.
    """

    model: str
    slug: T
    title: T
    lead: T
    body: list[tuple[str, Any]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    below: list["ExamplePage"] = field(default_factory=list)


def in_swedish(value: Any) -> Any:
    """Return the value with every `T` as its Swedish text."""
    if isinstance(value, T):
        return value.sv
    if isinstance(value, dict):
        return {name: in_swedish(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_swedish(each) for each in value]
    return value


def collect_pairs(value: Any) -> dict[str, str]:
    """Return every text in the value, Swedish to English."""
    if isinstance(value, T):
        return {value.sv: value.en}
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return {sv: en for each in value for sv, en in collect_pairs(each).items()}
    return {}
