"""Turns the example's descriptions into what the database keeps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from wagtail.models import Locale

from pages import models

from .text import ExamplePage, T, in_swedish

NAMESPACE = UUID("5b1c8f52-6d5e-4f6b-9b1e-6f0a5f0c2f11")


def build_page(example: ExamplePage) -> Any:
    """Return an unsaved Swedish draft of an example page; what it names must exist."""
    return getattr(models, example.model)(
        title=example.title.sv,
        slug=example.slug.sv,
        lead=example.lead.sv,
        body=[
            build_block(kind, in_swedish(value), f"{example.slug.sv}/{place}")
            for place, (kind, value) in enumerate(example.body)
        ],
        live=False,
        show_in_menus=True,
        **build_fields(example),
    )


def build_block(kind: str, value: Any, name: str) -> dict[str, Any]:
    """Return a block as the database keeps it, with an id that is the same on every load."""
    if kind in LISTS:
        field = LISTS[kind]
        items = [
            {"type": "item", "value": item, "id": str(uuid5(NAMESPACE, f"{name}/{place}"))}
            for place, item in enumerate(value[field])
        ]
        value = {**value, field: items}
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, name))}


LISTS = {"list": "points"}


def build_fields(example: ExamplePage) -> dict[str, Any]:
    """Return the fields of a page's own type, in Swedish."""
    fields = {}
    for name, value in example.fields.items():
        build = STREAMS.get(name)
        fields[name] = build(f"{example.slug.sv}/{name}", value) if build else in_swedish(value)
    return fields


def build_stream(kind: str, name: str, values: list[Any]) -> list[dict[str, Any]]:
    """Return a stream of one kind of block as the database keeps it."""
    return [build_block(kind, value, f"{name}/{place}") for place, value in enumerate(values)]


def build_roles(name: str, roles: list[tuple[str, str]]) -> list[dict[str, Any]]:
    values = [{"role": role, "actor": find(models.Actor, actor)} for role, actor in roles]
    return build_stream("role", name, values)


def build_indicators(name: str, indicators: list[str]) -> list[dict[str, Any]]:
    return build_stream("indicator", name, [find(models.Indicator, each) for each in indicators])


def build_progress(name: str, entries: list[tuple[Any, T]]) -> list[dict[str, Any]]:
    return build_stream("entry", name, [{"date": str(day), "text": text.sv} for day, text in entries])


def build_assessments(name: str, assessments: list[tuple[str, str, T]]) -> list[dict[str, Any]]:
    locale = Locale.objects.get(language_code="sv")
    values = [
        {
            "priority": models.PriorityPage.objects.get(code=code, locale=locale).pk,
            "assessment": assessment,
            "text": text.sv,
        }
        for code, assessment, text in assessments
    ]
    return build_stream("assessment", name, values)


def build_faults(name: str, faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return build_stream("fault", name, [in_swedish(fault) for fault in faults])


def find(model: Any, name: str) -> int:
    """Return the primary key of a snippet by its Swedish name."""
    key: int = model.objects.get(name=name, locale__language_code="sv").pk
    return key


STREAMS: dict[str, Callable[[str, Any], list[dict[str, Any]]]] = {
    "roles": build_roles,
    "indicators": build_indicators,
    "progress": build_progress,
    "assessments": build_assessments,
    "faults": build_faults,
}
