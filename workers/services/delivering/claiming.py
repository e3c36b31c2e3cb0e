"""Who may send which rows: a lease, renewed while its holder lives."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Flag
from threading import Thread
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Prefetch
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Subscriber
from workers.models.delivery import DeliveryQuerySet

# What a mail needs of its row and its reader; every further column costs each mail some microseconds.
READ = ("key", "email", "language", "frequency", "confirmed_at", "ended_at")
# How long the living may need to find a database that has started again: the tick comes each second.
COMING_BACK_SECONDS = 10
STARTED: "WeakKeyDictionary[psycopg.Connection[Any], datetime]" = WeakKeyDictionary()
UNREAD = ("outcome", "channel", "finished_at", "next_attempt_at")


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows that one holder has leased, in the order to send them."""

    holder: uuid.UUID
    deliveries: list[Delivery]


def claim(size: int, *, urgent: bool) -> Batch | None:
    """Lease up to `size` due rows, or return None when nothing is due.

    PostgreSQL skips rows that another holder is just taking; SQLite's transactions are IMMEDIATE,
    so two holders take turns. After a start of the database, what was leased is left to its holder
    for a while, however long ago its lease ended: only a holder that lives knows what the database
    may have forgotten.
    """
    holder = uuid.uuid4()
    now = timezone.now()
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        walk_the_index()
        due = Delivery.objects.due(now, urgent=urgent).order_by("next_attempt_at")
        if has_just_started(now):
            due = due.exclude(state=DeliveryState.LEASED)
        taken = list(due.select_for_update(skip_locked=skip).values_list("pk", flat=True)[:size])
        if not taken:
            return None
        Delivery.objects.filter(pk__in=taken).update(
            state=DeliveryState.LEASED, leased_by=holder, next_attempt_at=end_of_lease()
        )
    # Each event is made once for all its rows; a join would make it anew for each. They are asked for by their
    # keys alone, which no statistics can talk PostgreSQL out of.
    rows = Delivery.objects.filter(pk__in=taken).defer(*UNREAD)
    readers = Prefetch("subscriber", Subscriber.objects.only(*READ))
    read = rows.prefetch_related(readers, "event", "reason", "letter").order_by("pk")
    return Batch(
        holder, [row for row in read if row.leased_by == holder and row.state == DeliveryState.LEASED]
    )


def walk_the_index() -> None:
    """Let PostgreSQL read the first due rows off their index, in the order they stand in, until the transaction ends.

    While a publication goes out, its statistics are those of a time when nearly nothing was due, and it
    would fetch and sort whatever is due for each batch [measured: 50 ms with 60 000 rows, else 0.2 ms].
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('enable_sort', 'off', true)")


def has_just_started(now: datetime) -> bool:
    """Tell whether holders may not have come back to the database yet; one in our own process starts with us."""
    if connection.vendor != "postgresql":
        return False
    connection.ensure_connection()
    raw = connection.connection
    if raw not in STARTED:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_postmaster_start_time()")
            STARTED[raw] = cursor.fetchone()[0]
    return bool(now - STARTED[raw] < timedelta(seconds=settings.LEASE_SECONDS + COMING_BACK_SECONDS))


def release_rest(batch: Batch, seconds: float = 0) -> int:
    """Give back what was not tried, to be claimed again after some seconds; return how many."""
    again = timezone.now() + timedelta(seconds=seconds)
    return held(batch).update(state=DeliveryState.WAITING, leased_by=None, next_attempt_at=again)


def held(batch: Batch) -> DeliveryQuerySet:
    """The rows that this holder still has."""
    return Delivery.objects.filter(leased_by=batch.holder, state=DeliveryState.LEASED)


@contextmanager
def renewing(batch: Batch) -> Iterator[None]:
    """Renew the batch's lease from a thread while the body runs, however long a server hangs."""
    over = Flag()

    def renew() -> None:
        try:
            while not over.wait(settings.LEASE_SECONDS / 3):
                held(batch).update(next_attempt_at=end_of_lease())
        finally:
            connection.close()

    thread = Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def end_of_lease() -> datetime:
    """The moment at which a lease taken now is free for others."""
    return timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)
