"""Questions to the publication record that the site's frame and its pages ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote
from uuid import UUID

from django.utils.encoding import escape_uri_path

from pages.choices import ActionStatus, PlanStatus
from pages.codes import natural_order
from pages.record import Publication, PublicationQuerySet

IN_THE_PLAN = ("plan", "principle", "development_area", "priority", "follow_up", "glossary", "standard")
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
STANDING = (PlanStatus.ADOPTED, PlanStatus.REVISION, PlanStatus.CONSULTATION, PlanStatus.DRAFT)


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
    status: str = ""
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

    @property
    def actions(self) -> list["Entry"]:
        return self.children_of_type("action")

    @property
    def follow_ups(self) -> list["Entry"]:
        return self.children_of_type("follow_up")

    @property
    def other_pages(self) -> list["Entry"]:
        return [*self.children_of_type("standard"), *self.children_of_type("glossary")]

    @property
    def status_name(self) -> str:
        """How an action is going, in words."""
        return str(ActionStatus(self.status).label) if self.status in ActionStatus.values else ""


def read_entries(locale: str, types: Iterable[str]) -> dict[UUID, Entry]:
    """Return what is public of these types, by key, each with its children in order. One query."""
    entries = as_entries(Publication.objects.open().filter(locale=locale, type__in=list(types)))
    for entry in sorted(entries.values(), key=place_of):
        if entry.parent in entries:
            entries[entry.parent].children.append(entry)
    return entries


def read_children(locale: str, parent: UUID, type_name: str) -> list[Entry]:
    """Return what is public of one type right below a key, in order. One query."""
    rows = Publication.objects.open().filter(locale=locale, parent=parent, type=type_name)
    return sorted(as_entries(rows).values(), key=place_of)


def as_entries(rows: PublicationQuerySet) -> dict[UUID, Entry]:
    """Return an entry for each row, by key."""
    fields = rows.values_list(
        "key", "parent", "type", "code", "title", "path",
        "content__lead", "content__is_example", "content__order", "content__status",
    )  # fmt: skip
    return {
        key: Entry(key, parent, kind, code, title, path, lead or "", bool(example), order or 0, status or "")
        for key, parent, kind, code, title, path, lead, example, order, status in fields
    }


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


def rank_plan(plan: Entry) -> tuple[object, ...]:
    """Return the sort key of a plan among plans: what applies, what is coming, examples, what was superseded."""
    standing = STANDING.index(plan.status) if plan.status in STANDING else len(STANDING)
    return (plan.status == PlanStatus.SUPERSEDED, plan.is_example, standing, *place_of(plan))


def read_actors(locale: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each group's name, in order, with (name, website) of its actors by name. One query.

    A group without actors comes too; an actor whose group is not public comes in no group.
    """
    rows = Publication.objects.open().filter(locale=locale, type__in=("actor", "actor_group"))
    fields = rows.order_by("title").values_list(
        "key", "type", "title", "content__order", "content__group__ref", "content__website"
    )
    groups = sorted(
        (order, title, str(key)) for key, kind, title, order, _g, _w in fields if kind == "actor_group"
    )
    return [
        (
            title,
            [
                (name, website)
                for _k, kind, name, _o, among, website in fields
                if kind == "actor" and among == key
            ],
        )
        for _order, title, key in groups
    ]


def list_terms(locale: str) -> list[tuple[str, str]]:
    """Return (word, explanation) of every public term, in the language's alphabetical order. One query."""
    rows = Publication.objects.open().filter(locale=locale, type="term")
    terms = list(rows.values_list("title", "content__explanation"))
    return sorted(terms, key=lambda term: spell(term[0]))


def spell(word: str) -> list[int]:
    """Return a sort key by the Swedish alphabet, which ends in å, ä, ö; it does no harm to English."""
    return [ALPHABET.find(letter) if letter in ALPHABET else ord(letter) - 1000 for letter in word.lower()]


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
    """Tell whether a page stood here once, was the last to do so, and is nowhere else now."""
    last = Publication.objects.filter(path=path).order_by("-pk").first()
    if last is None:
        return False
    elsewhere = Publication.objects.open().filter(key=last.key, locale=last.locale)
    return last.kind == "withdrawn" or not elsewhere.exists()


@dataclass(frozen=True, slots=True)
class Destination:
    """The public page that a withdrawn one's content went to."""

    title: str
    path: str
    locale: str


def find_where_it_went(path: str) -> Destination | None:
    """Return where the page that was withdrawn at `path` went, by the path of today; None when nobody said.

    A destination that was withdrawn itself leads on to its own. In the page's language if possible.
    """
    row = Publication.objects.filter(path=path).order_by("-pk").first()
    followed: set[UUID] = set()
    while row is not None and row.destination is not None and row.destination not in followed:
        followed.add(row.destination)
        rows = Publication.objects.filter(key=row.destination).exclude(path="")
        public = list(rows.open().filter(locale=row.locale)) or list(rows.open())
        if public:
            return Destination(public[0].title, public[0].path, public[0].locale)
        row = rows.filter(locale=row.locale).order_by("-pk").first()
    return None


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
