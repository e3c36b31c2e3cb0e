"""Rows for the tests of evidence: written as they are on the site, at any time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from consent.evidence.chaining import write_row
from consent.models import Evidence, EvidenceMinute
from tests.consent.asking import post

REVISION = "2026-11-01T08:00:00+00:00"
A_TRANSACTION = 200
STATES = ("granted", "refused")


def write(at: datetime | None = None, *, statistics: str = "granted", **columns: Any) -> Evidence:
    """Chain one decision."""
    choices = {"statistics": statistics, "third-party": "refused", "services": []}
    values = {"revision": REVISION, "choices": choices, "language": "sv", "surface": "settings"}
    row = Evidence(at=at or timezone.now(), **{**values, **columns})
    assert write_row(row)
    return row


def write_many(count: int, start: datetime, step: timedelta = timedelta(seconds=1)) -> None:
    """Chain decisions of some variety, one a second; some hundreds to a transaction, as from the spool."""
    for begun in range(0, count, A_TRANSACTION):
        with transaction.atomic():
            for number in range(begun, min(count, begun + A_TRANSACTION)):
                write(
                    start + number * step,
                    statistics=STATES[number % 3 == 0],
                    language=("sv", "en")[number % 5 == 0],
                    surface=("banner", "settings", "withdrawal")[number % 3],
                )


def utc(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A time in March 2026, when Stockholm is an hour ahead of UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def decide(client: Client, **choice: str) -> Any:
    """Save a choice as a visitor who has not decided before."""
    client.cookies.clear()
    return post(client, "/consent/", choice)


def count_beyond() -> int:
    """Decisions that are counted and not chained yet."""
    return sum(EvidenceMinute.objects.values_list("beyond", flat=True))
