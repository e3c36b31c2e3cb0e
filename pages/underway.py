"""Which release is being published at this moment, for those who write the rows of its pages.

A page's `save()` cannot be told: Wagtail, wagtail-localize and every receiver stand between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Underway:
    """A release while its pages go out: its key, the one moment of all its rows, its kind and notes.

    `kind` is `minor` or `material`, `notes` are by language code, `at` is in UTC.
    """

    key: UUID
    at: datetime
    kind: str
    notes: dict[str, str] = field(default_factory=dict)


_underway: ContextVar[Underway | None] = ContextVar("release_underway", default=None)


def find_underway() -> Underway | None:
    """Return the release that this thread is publishing, or None."""
    return _underway.get()


@contextmanager
def under_way(release: Underway) -> Iterator[None]:
    """Let every row that is written inside belong to this release. Raises RuntimeError inside another one."""
    if _underway.get() is not None:
        raise RuntimeError("a release is published on its own, not inside another one")
    token = _underway.set(release)
    try:
        yield
    finally:
        _underway.reset(token)
