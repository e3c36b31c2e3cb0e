"""What the rest of the house may hear of consent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class PageViewed:
    """A page view that a visitor consented to have counted: no address, no identifier."""

    path: str
    language: str
    referring_host: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SealedDay:
    """A day of evidence under one root: rows `first` to `last` (one below `first` when there are none).

    `line` is the root as text, word for word what `consent_verify --roots` reads.
    """

    day: date
    first: int
    last: int
    line: str


@dataclass(frozen=True, slots=True)
class EvidenceSealed:
    """Days whose evidence was sealed, oldest first; they are to be kept outside of the database."""

    days: tuple[SealedDay, ...]


page_viewed = Signal()
"""Sent with `event=PageViewed(...)`."""

registry_published = Signal()
"""Sent after commit with `categories=[…]` when a category of the registry got a new revision.

Public pages carry the revisions, so whoever keeps copies of pages throws them away.
"""

evidence_sealed = Signal()
"""Sent with `event=EvidenceSealed(...)` once the seals are committed, in the transaction that marks them told."""
