"""Writes down what became of one message, and reads whether the next may go: in one round trip to PostgreSQL.

The only SQL of our own. The ORM takes three times the processor for the same two statements, and they
are what every single mail costs. Each call is a transaction of its own, so each mail is a durable commit.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import psycopg
from django.db import connection
from django.utils import timezone

from workers.models import Delivery, DeliveryState

# The next row is read as it is when the statement begins; a row that is not ours any more is not found.
EXCHANGE = """
WITH marked AS (
    UPDATE workers_delivery
    SET state = %s, outcome = %s, attempts = %s, doubtful = %s, finished_at = %s,
        next_attempt_at = COALESCE(%s, next_attempt_at), leased_by = NULL
    WHERE id = %s AND leased_by = %s AND state = 'leased'
)
SELECT s.email, s.new_email, s.language, s.frequency, s.confirmed_at, s.ended_at
FROM workers_delivery d LEFT JOIN workers_subscriber s ON s.id = d.subscriber_id
WHERE d.id = %s AND d.leased_by = %s AND d.state = 'leased' AND d.next_attempt_at > %s
"""
PRESENT = ("email", "new_email", "language", "frequency", "confirmed_at", "ended_at")
Present = tuple[str, str, str, str, datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be written of a row; without `next_attempt_at` the row keeps its own."""

    pk: int
    state: DeliveryState
    outcome: str
    attempts: int
    doubtful: bool = False
    next_attempt_at: datetime | None = None
    finished_at: datetime | None = None


class Ledger(Protocol):
    """The rows of one holder."""

    def exchange(self, mark: Mark | None, following: int | None) -> Present | None:
        """Commit a mark, if its row is still ours, and return how the next row's reader is now.

        None when that row is not ours any more: cancelled, left, taken over, its lease ended.
        """


def open_ledger(holder: uuid.UUID) -> Ledger:
    """Return the quickest ledger for the database in use."""
    return PostgresLedger(holder) if connection.vendor == "postgresql" else PlainLedger(holder)


class PostgresLedger:
    """One statement for both, prepared by the server unless a pooler stands between (Django's own setting says so)."""

    def __init__(self, holder: uuid.UUID) -> None:
        connection.ensure_connection()
        raw = connection.connection
        self._holder = holder
        self._prepare = not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        self._cursor = psycopg.Cursor(raw)
        if self._prepare:
            raw.prepare_threshold = 0

    def exchange(self, mark: Mark | None, following: int | None) -> Present | None:
        written = mark or Mark(0, DeliveryState.WAITING, "", 0)
        with connection.wrap_database_errors:
            self._cursor.execute(
                EXCHANGE,
                (
                    written.state.value,
                    written.outcome[:300],
                    written.attempts,
                    written.doubtful,
                    written.finished_at,
                    written.next_attempt_at,
                    written.pk,
                    self._holder,
                    following or 0,
                    self._holder,
                    timezone.now(),
                ),
                prepare=self._prepare,
            )
            return self._cursor.fetchone()


class PlainLedger:
    """Two statements by the ORM, for a database in our own process."""

    def __init__(self, holder: uuid.UUID) -> None:
        self._ours = Delivery.objects.filter(leased_by=holder, state=DeliveryState.LEASED)

    def exchange(self, mark: Mark | None, following: int | None) -> Present | None:
        if mark is not None:
            times = {"next_attempt_at": mark.next_attempt_at} if mark.next_attempt_at else {}
            self._ours.filter(pk=mark.pk).update(
                state=mark.state,
                outcome=mark.outcome[:300],
                attempts=mark.attempts,
                doubtful=mark.doubtful,
                finished_at=mark.finished_at,
                leased_by=None,
                **times,
            )
        if following is None:
            return None
        row = self._ours.filter(pk=following, next_attempt_at__gt=timezone.now())
        return row.values_list(*(f"subscriber__{name}" for name in PRESENT)).first()
