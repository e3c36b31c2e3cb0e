"""The exact shapes of the read API, as its OpenAPI document states them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class Block(Schema):
    """One block of a body. `value` depends on `type`."""

    type: str
    id: str | None
    value: Any


class Translation(Schema):
    """The same object in another language."""

    locale: str
    title: str
    path: str
    url: str


class Base(Schema):
    """What every published object has. Times are UTC, `path` has no host, `hash` is SHA-256."""

    key: UUID
    type: str
    code: str
    locale: str
    title: str
    path: str
    url: str
    published_at: datetime
    changed_at: datetime
    hash: str
    translations: list[Translation]


class PageObject(Base):
    """A page with its body; `fields` of one type are null in the others."""

    parent: UUID | None
    lead: str
    is_example: bool
    body: list[Block]
    order: int | None = None
    first_year: int | None = None
    last_year: int | None = None


class ActorObject(Base):
    """An organisation that carries out the plan."""

    group: str
    description: str
    website: str


class Plan(PageObject):
    """A plan, without what is below it."""


class Area(PageObject):
    """A development area with its priorities in order."""

    priorities: list[PageObject]


class Outline(PageObject):
    """A whole plan in one document."""

    principles: list[PageObject]
    areas: list[Area]
    pages: list[PageObject]
    actions: list[PageObject]
    indicators: list[PageObject]
    actors: list[ActorObject]


class PageList(Schema):
    items: list[PageObject]
    next: str | None


class PlanList(Schema):
    items: list[Plan]
    next: str | None


class ActorList(Schema):
    items: list[ActorObject]
    next: str | None


class Version(Schema):
    """One row of an object's history."""

    id: int
    kind: str
    note: str
    title: str
    hash: str
    valid_from: datetime
    valid_to: datetime | None


class History(Schema):
    items: list[Version]
    next: str | None


class ChangeItem(Schema):
    """One publication, in the order in which they were made."""

    id: int
    key: UUID
    type: str
    locale: str
    kind: str
    note: str
    title: str
    url: str
    at: datetime


class ChangeList(Schema):
    items: list[ChangeItem]
    next: str | None


class Problem(Schema):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
