"""Brings in, by its key, what a page names: actors, indicators, other pages, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pages.choices import Role
from pages.record import Publication
from pages.references import REF


@dataclass(frozen=True, slots=True)
class Related:
    """A public object as another one shows it; `path` is empty when it has no page."""

    key: UUID
    type: str
    code: str
    title: str
    path: str
    content: dict[str, Any] = field(default_factory=dict)


Relations = dict[UUID, Related]


def read_related(keys: Iterable[UUID], locale: str) -> Relations:
    """Return what is public of these keys in that language. One query, none without keys."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Publication.objects.open().filter(key__in=wanted, locale=locale)
    fields = rows.values_list("key", "type", "code", "title", "path", "content")
    return {row[0]: Related(*row) for row in fields}


def read_last_said(keys: Iterable[UUID], locale: str) -> Relations:
    """Return what was last said of these keys in that language, public or not; without a path. One query."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Publication.objects.filter(key__in=wanted, locale=locale).order_by("pk")
    fields = rows.values_list("key", "type", "code", "title")
    return {row[0]: Related(*row, path="") for row in fields}


def resolve(reference: dict[str, str] | None, related: Relations) -> Related | None:
    """Return what a reference names, or None when that is not public."""
    return related.get(UUID(reference[REF])) if reference else None


def name_roles(said: list[dict[str, Any]], related: Relations) -> list[tuple[str, list[Related]]]:
    """Return each role's name with its actors, the responsible one first; roles without any are left out."""
    grouped = []
    for role in Role:
        named = [resolve(each["actor"], related) for each in said if each["role"] == role]
        actors = [actor for actor in named if actor is not None]
        if actors:
            grouped.append((str(role.label), actors))
    return grouped


def list_related(references: list[dict[str, str]], related: Relations) -> list[Related]:
    """Return what the references name, in their order; what is not public is left out."""
    found = [resolve(reference, related) for reference in references]
    return [each for each in found if each is not None]
