"""The breaker: when our own server refuses us, all workers stop at once, and one message at a time finds out whether it is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.utils import timezone

from workers.mail import name_route
from workers.models import Route
from workers.services.delivering.spreading import jitter

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
URGENT_PAUSE_SECONDS = 3.0
MOST_FAILURES = 1000
MOST_DOUBLINGS = 10


class Permit(Enum):
    """What may be sent now: everything, one message to see whether it is taken, or nothing."""

    ALL = "all"
    TRIAL = "trial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the breaker stands: since when it is open (None: closed), when it is tried next, after how many trials, why."""

    route: str
    opened_at: datetime | None = None
    next_try_at: datetime | None = None
    failures: int = 0
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.next_try_at is not None


def read_breaker() -> Reading:
    """Return how it stands with the server that the settings name. One query."""
    name = name_route()
    row = Route.objects.filter(name=name).first()
    if row is None or row.retry_at is None:
        return Reading(name)
    return Reading(name, row.opened_at, row.retry_at, row.failures, row.reason)


def ask_permit(*, urgent: bool) -> Permit:
    """Say what may be sent now; a trial is given to one caller at a time.

    Somebody waits for an urgent mail, so it is tried some seconds after the last trial, and does not
    wait for the pause to end: what it finds out opens the way for all others.
    """
    now = timezone.now()
    row = Route.objects.filter(name=name_route()).first()
    if row is None or row.retry_at is None:
        return Permit.ALL
    waited = row.tried_at is None or row.tried_at + timedelta(seconds=URGENT_PAUSE_SECONDS) <= now
    if row.retry_at > now and not (urgent and waited):
        return Permit.NONE
    failures = min(row.failures + 1, MOST_FAILURES)
    ours = Route.objects.filter(pk=row.pk, retry_at=row.retry_at, tried_at=row.tried_at).update(
        tried_at=now, failures=failures, retry_at=now + pause(failures)
    )
    return Permit.TRIAL if ours else Permit.NONE


def open_breaker(reason: str) -> None:
    """Stop all workers for a moment; when they are stopped already, only the reason is news."""
    now = timezone.now()
    row, _ = Route.objects.get_or_create(name=name_route())
    closed = Route.objects.filter(pk=row.pk, retry_at=None)
    if not closed.update(opened_at=now, tried_at=now, failures=1, retry_at=now + pause(1), reason=reason):
        Route.objects.filter(pk=row.pk).update(reason=reason)


def close_breaker() -> None:
    """The server took our mail again."""
    Route.objects.filter(name=name_route(), retry_at__isnull=False).update(
        opened_at=None, retry_at=None, failures=0, reason=""
    )


def pause(failures: int) -> timedelta:
    """Return how long nothing is tried: twice as long after each trial, a minute at most, and never the same."""
    seconds = FIRST_PAUSE_SECONDS * 2 ** min(failures - 1, MOST_DOUBLINGS)
    return timedelta(seconds=min(seconds, LONGEST_PAUSE_SECONDS) * jitter())
