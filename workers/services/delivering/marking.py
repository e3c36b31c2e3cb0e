"""Writes down what became of one message, and reads whether the next may go: in one round trip to PostgreSQL.

SQL of our own, as the fan-out's insert is. The ORM takes three times the processor for the same two statements, and they
are what every single mail costs. Each call is a transaction of its own. PostgreSQL does not wait for the disk in it, and
everybody sees it at once: it outlives whoever wrote it, and only a server that dies can forget it. So a ledger remembers
its marks until they are on the disk, and repeats them to a server that died.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from weakref import WeakSet

import psycopg
from django.db import connection
from django.utils import timezone
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from workers.models import Delivery, DeliveryState

# The next row is read as it is when the statement begins; a row that is not ours any more is not found.
# The state stands in concat(), for else PostgreSQL may believe an index of what is leased to be as empty as it mostly
# is, and read that through instead of the one row by its key.
EXCHANGE = b"""
WITH marked AS (
    UPDATE workers_delivery
    SET state = $1, outcome = $2, attempts = $3, doubtful = $4,
        finished_at = NULLIF($5::text, '')::timestamptz,
        next_attempt_at = COALESCE(NULLIF($6::text, '')::timestamptz, next_attempt_at), leased_by = NULL
    WHERE id = $7 AND leased_by = $8 AND concat(state) = 'leased'
    AND set_config('synchronous_commit', 'off', true) = 'off'
)
SELECT s.email, s.language, s.frequency, s.confirmed_at IS NOT NULL AND s.ended_at IS NULL
FROM workers_delivery d LEFT JOIN workers_subscriber s ON s.id = d.subscriber_id
WHERE d.id = $9 AND d.leased_by = $8 AND concat(d.state) = 'leased' AND d.next_attempt_at > $10
"""
NAME = b"workers_exchange"
# A record in the log that means nothing, in a commit that waits for the disk: whatever was written before it is there too.
REACH_DISK = b"SELECT pg_logical_emit_message(true, 'kompetensplan', '')"
PREPARED: "WeakSet[psycopg.Connection[Any]]" = WeakSet()
NOBODY = b"0"


@dataclass(frozen=True, slots=True)
class Present:
    """How a row's reader is now; a letter has none, and nothing of it is read."""

    email: str
    language: str
    frequency: str
    active: bool


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


ABSENT = Present("", "", "", active=False)
UNWRITTEN: tuple[bytes, ...] = (b"waiting", b"", b"0", b"f", b"", b"", NOBODY)


class Ledger(Protocol):
    """The rows of one holder."""

    def exchange(self, mark: Mark | None, following: int | None) -> Present | None:
        """Commit a mark, if its row is still ours, and return how the next row's reader is now.

        None when that row is not ours any more: cancelled, left, taken over, its lease ended.
        """

    def close(self) -> None:
        """Return when all marks are as durable as anything in the database."""

    def repeat(self) -> None:
        """Write down again, over a connection of this moment, what a database that died may have forgotten."""


def open_ledger(holder: uuid.UUID) -> Ledger:
    """Return the quickest ledger for the database in use."""
    return PostgresLedger(holder) if connection.vendor == "postgresql" else PlainLedger(holder)


class PostgresLedger:
    """One statement for both, by libpq itself: psycopg's cursor and the ORM each cost more than all the rest of a mail.

    It is prepared once for each connection, unless a pooler stands between (Django's own setting says so).
    """

    def __init__(self, holder: uuid.UUID) -> None:
        self._open()
        self._holder = str(holder).encode("ascii")
        self._unsure: list[Mark] = []

    def _open(self) -> None:
        connection.ensure_connection()
        raw = connection.connection
        self._pgconn: PGconn = raw.pgconn
        self._prepared = not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        if self._prepared and raw not in PREPARED:
            with connection.wrap_database_errors:
                check(self._pgconn.prepare(NAME, EXCHANGE))
            PREPARED.add(raw)

    def exchange(self, mark: Mark | None, following: int | None) -> Present | None:
        if mark is not None:
            self._unsure.append(mark)
        return self._ask(mark, following)

    def close(self) -> None:
        if self._unsure:
            self._run(REACH_DISK)
            self._unsure.clear()

    def repeat(self) -> None:
        """A mark that was not forgotten finds no row of ours any more, and changes nothing."""
        self._open()
        for mark in self._unsure:
            self._ask(mark, None)
        self.close()

    def _ask(self, mark: Mark | None, following: int | None) -> Present | None:
        told = write(mark) if mark else UNWRITTEN
        next_row = NOBODY if following is None else b"%d" % following
        values = (*told, self._holder, next_row, write_time(timezone.now()))
        result = self._run(EXCHANGE, values)
        if not result.ntuples:
            return None
        email, language, frequency, active = (result.get_value(0, column) or b"" for column in range(4))
        return Present(email.decode(), language.decode(), frequency.decode(), active == b"t")

    def _run(self, statement: bytes, values: tuple[bytes, ...] = ()) -> PGresult:
        with connection.wrap_database_errors:
            if self._prepared and statement is EXCHANGE:
                return check(self._pgconn.exec_prepared(NAME, values))
            return check(self._pgconn.exec_params(statement, values))


def check(result: PGresult) -> PGresult:
    """Return an answer that is none of an error."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result)
    return result


def write(mark: Mark) -> tuple[bytes, ...]:
    """Return a mark as PostgreSQL reads it, in the order of the statement."""
    return (
        mark.state.value.encode("ascii"),
        mark.outcome[:300].replace("\0", "").encode(),
        b"%d" % mark.attempts,
        b"t" if mark.doubtful else b"f",
        write_time(mark.finished_at),
        write_time(mark.next_attempt_at),
        b"%d" % mark.pk,
    )


def write_time(at: datetime | None) -> bytes:
    """Return a time as PostgreSQL reads it; nothing for none, because the call takes no NULL."""
    return at.isoformat().encode("ascii") if at else b""


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
        rows = self._ours.filter(pk=following, next_attempt_at__gt=timezone.now()).select_related(
            "subscriber"
        )
        row = rows.first()
        if row is None:
            return None
        one = row.subscriber
        return Present(one.email, one.language, one.frequency, one.active) if one else ABSENT

    def close(self) -> None:
        """Each of its commits is as durable as any other."""

    def repeat(self) -> None:
        """Nothing is ever forgotten."""
