"""The exact shapes of the read API, as its OpenAPI document states them."""

from datetime import date as day
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


class Reference(Schema):
    """Another public object. `path` and `url` are empty when it has no page."""

    key: UUID
    type: str
    code: str
    title: str
    path: str
    url: str


class Document(Schema):
    """A file that readers can fetch. The size is in octets."""

    title: str
    url: str
    extension: str
    size: int


class ActorRole(Schema):
    """An actor and what it does; null when the actor is not public."""

    role: str
    actor: Reference | None


class DatedValue(Schema):
    """A value at a date, in the indicator's unit."""

    date: day
    value: float


class ProgressEntry(Schema):
    """What had happened by a date."""

    date: day
    text: str


class AssessmentObject(Schema):
    """What a follow-up says of one priority."""

    priority: Reference | None
    assessment: str
    text: str


class Fault(Schema):
    """What is known not to be accessible yet."""

    criterion: str
    description: str
    mended_by: day | None


class PageObject(Base):
    """A page with its body; fields that only some types have are null in the others. Long texts are HTML."""

    parent: UUID | None
    lead: str
    is_example: bool
    body: list[Block]
    order: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    status: str | None = None
    decision_body: str | None = None
    decision_date: day | None = None
    registration_number: str | None = None
    adopted_document: Document | None = None
    superseded_by: Reference | None = None
    contact: str | None = None
    challenge: str | None = None
    desired_state: str | None = None
    goals: list[int] | None = None
    why: str | None = None
    how: str | None = None
    roles: list[ActorRole] | None = None
    indicators: list[Reference | None] | None = None
    start: day | None = None
    end: day | None = None
    progress: list[ProgressEntry] | None = None
    year: int | None = None
    assessments: list[AssessmentObject] | None = None
    compliance: str | None = None
    faults: list[Fault] | None = None
    method: str | None = None
    assessed_on: day | None = None
    controller: str | None = None
    officer: str | None = None


class SnippetObject(Base):
    """Something without a page of its own: a group of actors, a municipality, a word."""

    order: int | None = None
    explanation: str | None = None


class ActorObject(Base):
    """An organisation that carries out the plan."""

    group: Reference | None
    municipality: Reference | None
    description: str
    website: str


class IndicatorObject(Base):
    """A measure with baseline, target and values, oldest first."""

    description: str
    unit: str
    direction: str
    baseline: DatedValue | None
    target: DatedValue | None
    values: list[DatedValue]
    source: str
    licence: str
    is_example: bool


class Plan(PageObject):
    """A plan, without what is below it."""


class Area(PageObject):
    """A development area with its priorities in order."""

    priorities: list[PageObject]


class Outline(PageObject):
    """A whole plan in one document; an action's parent is its priority."""

    principles: list[PageObject]
    areas: list[Area]
    pages: list[PageObject]
    follow_ups: list[PageObject]
    actions: list[PageObject]
    indicators: list[IndicatorObject]  # type: ignore[assignment]  # a priority names its own, a plan has them all
    actors: list[ActorObject]
    actor_groups: list[SnippetObject]
    municipalities: list[SnippetObject]
    terms: list[SnippetObject]


class PageList(Schema):
    items: list[PageObject]
    next: str | None


class PlanList(Schema):
    items: list[Plan]
    next: str | None


class ActorList(Schema):
    items: list[ActorObject]
    next: str | None


class IndicatorList(Schema):
    items: list[IndicatorObject]
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
