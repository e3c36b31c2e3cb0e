"""The test's own model of the site: what is public, kept from what was done and never from the record.

It knows the rules of the publication record in the words of the design, and none of its code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

Id = tuple[UUID, str]
"""An object in one language: its key and the language's code."""


@dataclass(frozen=True)
class Words:
    """One version of an object. `lead` is an explanation or a description where there is no introduction."""

    title: str
    lead: str
    slug: str = ""
    code: str = ""
    kind: str = ""
    note: str = ""
    opens: datetime | None = None
    ends: datetime | None = None


@dataclass(eq=False)
class Thing:
    """A page or a snippet in one language: as it stands, its newest draft, and what is scheduled."""

    pk: int
    key: UUID
    locale: str
    type: str
    parent: "Thing | None"
    words: Words
    draft: Words
    live: bool = False
    restricted: bool = False
    alias_of: "Thing | None" = None
    waiting: Words | None = None
    spent: Words | None = None
    """The version that was recorded last: its kind and note are said once."""
    draft_is_fresh: bool = False
    """Whether the newest draft is published or scheduled, so that the next edit begins anew."""

    @property
    def id(self) -> Id:
        return self.key, self.locale

    @property
    def is_page(self) -> bool:
        return self.type not in ("term", "actor", "indicator")

    @property
    def path(self) -> str:
        if not self.is_page:
            return ""
        return f"{self.parent.path}{self.words.slug}/" if self.parent else f"/{self.locale}/"

    @property
    def above(self) -> Iterator["Thing"]:
        """The page itself and those above it."""
        thing: Thing | None = self
        while thing is not None:
            yield thing
            thing = thing.parent

    @property
    def stands_in_public(self) -> bool:
        """Whether the desk would publish it: it refuses below a page that is none itself."""
        return self.parent is None or self.parent.live

    @property
    def is_public(self) -> bool:
        return self.live and self.alias_of is None and not self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether it is restricted, or something above it is."""
        return any(thing.restricted for thing in self.above)

    def publish(self, words: Words, now: datetime) -> None:
        """Make a version public, or schedule it when its time has not come."""
        self.draft_is_fresh = words == self.draft
        if words.opens is not None and words.opens > now:
            self.waiting = words
            if not self.live:
                self.words = words
            return
        self.waiting, self.words, self.live = None, words, True

    def withdraw(self) -> None:
        if self.live:
            self.live = False
            self.call_off()

    def call_off(self) -> None:
        """Take back what is scheduled; if that is the newest draft, it is one again, with kind and note."""
        if self.waiting is not None:
            self.draft_is_fresh = self.draft_is_fresh and self.waiting != self.draft
            self.waiting = None


class Shown(NamedTuple):
    """What the public sees of an object."""

    type: str
    code: str
    title: str
    lead: str
    path: str
    parent: UUID | None

    @property
    def said(self) -> tuple[str, str, str, str]:
        """What it says, wherever it stands."""
        return self.type, self.code, self.title, self.lead


Public = dict[Id, Shown]


@dataclass(frozen=True)
class Saying:
    """What a step says of one object: kind and note, and the change it belongs to if not one of its own."""

    kind: str = "minor"
    note: str = ""
    change: UUID | None = None


@dataclass
class Deed:
    """One step that was taken. `heads` are those it was done to; None when all it changes is in the log."""

    text: str
    sayings: dict[Id, Saying] = field(default_factory=dict)
    heads: frozenset[Id] | None = None


class Row(NamedTuple):
    """A publication as the model expects it."""

    kind: str
    note: str
    logged: bool
    title: str
    path: str


@dataclass
class Source:
    """The Swedish publication that a translation would be made from now."""

    change: UUID
    kind: str
    note: str


class World:
    """Everything that stands in the site, and what was public at each moment."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self.sources: dict[UUID, Source] = {}
        self.spoken: set[tuple[UUID, str]] = set()
        self.moments: list[tuple[datetime, Public]] = []
        self.last_at: dict[str, Id] = {}
        self.left: dict[str, str] = {}
        self.rows = 0
        self.names = 10

    def add(self, thing: Thing) -> Thing:
        self.things.append(thing)
        return thing

    def below(self, thing: Thing) -> list[Thing]:
        """Return the pages below this one."""
        return [each for each in self.things if each is not thing and thing in each.above]

    def remove(self, thing: Thing) -> None:
        """Take out a page with all below it; its aliases stay, as drafts that nobody touches."""
        gone = [thing, *self.below(thing)]
        for each in self.things:
            if each.alias_of in gone:
                each.live = False
        self.things = [each for each in self.things if each not in gone]

    def translation_of(self, thing: Thing | None) -> Thing | None:
        others = [each for each in self.things if thing and each.key == thing.key and each is not thing]
        return others[0] if others else None

    def at(self, parent: Thing, slug: str, beside: Thing | None = None) -> bool:
        """Tell whether another page stands below the parent at that slug."""
        return any(
            each is not beside and each.parent is parent and each.words.slug == slug for each in self.things
        )

    def public(self) -> Public:
        return {
            thing.id: Shown(
                thing.type,
                thing.words.code,
                thing.words.title,
                thing.words.lead,
                thing.path,
                thing.parent.key if thing.parent else None,
            )
            for thing in self.things
            if thing.is_public
        }

    def next_name(self) -> int:
        self.names += 1
        return self.names


def foresee(before: Public, after: Public, deed: Deed) -> dict[Id, Row]:
    """Return the publication that each object must get from a step, by its key and language."""
    rows: dict[Id, Row] = {}
    for each in before.keys() | after.keys():
        was, now = before.get(each), after.get(each)
        if was == now:
            continue
        logged = deed.heads is None or each in deed.heads
        saying = deed.sayings.get(each, Saying())
        if now is None:
            assert was is not None
            rows[each] = Row("withdrawn", "", logged, was.title, was.path)
        elif was is None:
            rows[each] = Row("new", saying.note, logged, now.title, now.path)
        elif was.said == now.said:
            rows[each] = Row("moved", "", logged, now.title, now.path)
        else:
            assert each in deed.sayings, f"nothing was said of {now.title}, but it says something else"
            rows[each] = Row(
                saying.kind, saying.note, logged and saying.kind != "correction", now.title, now.path
            )
    return rows


def say(words: Words) -> Saying:
    """Return what the publisher of a version says of it: a minor change, unless told otherwise."""
    return Saying(words.kind or "minor", words.note)


def remember_paths(world: World, before: Public, after: Public) -> None:
    """Keep who stood last at each path, and whether it went by moving or was withdrawn."""
    for each, was in before.items():
        now = after.get(each)
        if was.path and (now is None or now.path != was.path):
            world.last_at[was.path] = each
            world.left[was.path] = "withdrawn" if now is None else "moved"
    for each, now in after.items():
        if now.path:
            world.last_at[now.path] = each


def ids(things: Iterable[Thing]) -> frozenset[Id]:
    return frozenset(thing.id for thing in things)
