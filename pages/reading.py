"""Questions to the publication record that the site's frame and its pages ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote
from uuid import UUID

from django.utils.encoding import escape_uri_path

from pages.codes import natural_order
from pages.record import Publication

IN_THE_PLAN = ("plan", "principle", "development_area", "priority")


@dataclass(slots=True)
class Entry:
    """A public page as lists and menus show it."""

    key: UUID
    parent: UUID | None
    type: str
    code: str
    title: str
    path: str
    lead: str
    is_example: bool
    order: int
    children: list["Entry"] = field(default_factory=list)

    def children_of_type(self, type_name: str) -> list["Entry"]:
        return [child for child in self.children if child.type == type_name]

    @property
    def principles(self) -> list["Entry"]:
        return self.children_of_type("principle")

    @property
    def areas(self) -> list["Entry"]:
        return self.children_of_type("development_area")

    @property
    def priorities(self) -> list["Entry"]:
        return self.children_of_type("priority")


def read_entries(locale: str, types: Iterable[str]) -> dict[UUID, Entry]:
    """Return what is public of these types, by key, each with its children in order. One query."""
    rows = (
        Publication.objects.open()
        .filter(locale=locale, type__in=list(types))
        .values_list(
            "key", "parent", "type", "code", "title", "path",
            "content__lead", "content__is_example", "content__order",
        )
    )  # fmt: skip
    entries = {
        key: Entry(key, parent, kind, code, title, path, lead or "", bool(example), order or 0)
        for key, parent, kind, code, title, path, lead, example, order in rows
    }
    for entry in sorted(entries.values(), key=place_of):
        if entry.parent in entries:
            entries[entry.parent].children.append(entry)
    return entries


def read_plan(locale: str, key: UUID) -> Entry | None:
    """Return the plan that holds this key, with all below it; None when the key is in no plan."""
    entries = read_entries(locale, IN_THE_PLAN)
    entry = entries.get(key)
    while entry is not None and entry.type != "plan":
        entry = entries.get(entry.parent) if entry.parent else None
    return entry


def place_of(entry: Entry) -> tuple[object, ...]:
    """Return the sort key of an entry among its siblings: order, code as people count, title."""
    return (entry.order, natural_order(entry.code), entry.title)


def read_actors(locale: str) -> list[tuple[str, str, str]]:
    """Return (group, name, website) of every public actor, by name. One query."""
    rows = Publication.objects.open().filter(locale=locale, type="actor").order_by("title")
    return list(rows.values_list("content__group", "title", "content__website"))


def read_paths(keys: Iterable[UUID], locale: str) -> dict[UUID, str]:
    """Return the public path of each key that has one in that language. One query."""
    rows = Publication.objects.open().filter(key__in=list(keys), locale=locale).exclude(path="")
    return dict(rows.values_list("key", "path"))


def read_dates(key: UUID, locale: str) -> tuple[datetime, datetime] | None:
    """Return when the object was first published and last changed, in UTC; None when it never was."""
    moments = list(
        Publication.objects.filter(key=key, locale=locale)
        .exclude(kind__in=["moved", "withdrawn"])
        .order_by("valid_from")
        .values_list("valid_from", flat=True)
    )
    return (moments[0], moments[-1]) if moments else None


def as_recorded(path: str) -> str:
    """Return a path as the record keeps it: percent-encoded, however it was given."""
    return escape_uri_path(unquote(path))


def is_live_path(path: str) -> bool:
    """Tell whether a public page stands at exactly this path."""
    return bool(Publication.objects.open().filter(path=as_recorded(path)).exists())


def was_withdrawn(path: str) -> bool:
    """Tell whether a page stood here once, and was the last to do so."""
    last = Publication.objects.filter(path=path).order_by("-pk").values_list("kind", flat=True).first()
    return last == "withdrawn"


def list_public_paths() -> list[tuple[str, datetime, list[tuple[str, str]]]]:
    """Return (path, when it changed, [(language, path), …]) of every public page. One query."""
    rows = list(
        Publication.objects.open()
        .exclude(path="")
        .order_by("path")
        .values_list("key", "locale", "path", "valid_from")
    )
    languages: dict[UUID, list[tuple[str, str]]] = {}
    for key, locale, path, _changed in rows:
        languages.setdefault(key, []).append((locale, path))
    return [(path, changed, languages[key]) for key, _locale, path, changed in rows]
