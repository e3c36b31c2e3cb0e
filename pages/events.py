"""All that the rest of the house knows of pages: what became public, moved or was withdrawn.

Receivers run inside the transaction that changes what is public: what they write is
committed with it or not at all, and an exception undoes the publication.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.dispatch import Signal

Kind = Literal["new", "correction", "minor", "material", "moved", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PagePublished:
    """One row of the publication record, as it was written.

    `change` is shared by the publications of one source revision in all languages.
    `key` is the translation key, `parent` that of the nearest ancestor with a publication.
    `locale` is a language code (sv, en), `path` begins with it ("/sv/planen/u1/").
    `logged` says whether the public change log shows it. `at` is in UTC.
    `release` names the release that it is published in; None for a publication of its own.
    `names` are the keys of what its content names: actors with their roles, indicators, other pages.
    `reported` says that an indicator got other values than it had.
    """

    publication: int
    change: UUID
    key: UUID
    parent: UUID | None
    locale: str
    type: str
    code: str
    title: str
    path: str
    kind: Kind
    note: str
    logged: bool
    at: datetime
    release: UUID | None = None
    names: tuple[UUID, ...] = ()
    reported: bool = False


@dataclass(frozen=True, slots=True)
class ReleasePublished:
    """Several pages that were published as one; sent after the events of all of them.

    `titles` and `notes` are by language code; a language that nobody wrote in is left out.
    `keys` are the translation keys of what changed with it, in the order of the record.
    """

    release: UUID
    titles: dict[str, str]
    notes: dict[str, str]
    at: datetime
    keys: tuple[UUID, ...] = ()


page_published = Signal()
"""Sent with `event=PagePublished(...)` for every row, whatever its kind."""

release_published = Signal()
"""Sent with `event=ReleasePublished(...)` in the transaction of the release, after its pages."""
