"""A batch and a mark cost what they are, however much is due, and whatever the database believes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.workers.announcing import follower, grow, publish, wait
from workers.models import Delivery, DeliveryState
from workers.services.delivering.claiming import claim
from workers.services.delivering.marking import Mark, open_ledger

pytestmark = pytest.mark.django_db

DUE = 3000
LARGE = 200
SMALL = 20
MIXED = 7919


def count_rows_read() -> int:
    """Return how many rows of the table this transaction has read so far, by index or one after another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = %s",
            [Delivery._meta.db_table],
        )
        return int(cursor.fetchone()[0])


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Delivery._meta.db_table}")


def write_down(known: int) -> None:
    """Let many mails be due, of which so many were when the table was counted."""
    tree = grow("sv")
    one = follower()
    event = publish(tree, tree.plan)
    wait()
    delivery = Delivery.objects.get(event=event, subscriber=one)
    Delivery.objects.filter(pk=delivery.pk).update(state="sent")
    copies = [
        Delivery(
            event=event,
            announcement=delivery.announcement,
            purpose=delivery.purpose,
            language="sv",
            state="sent",
            next_attempt_at=event.at - timedelta(seconds=number * MIXED % DUE),
            created_at=event.at,
        )
        for number in range(DUE)
    ]
    Delivery.objects.bulk_create(copies)
    due = Delivery.objects.filter(event=event).values("pk")
    Delivery.objects.filter(pk__in=due.order_by("next_attempt_at")[:known]).update(state="waiting")
    analyze()
    Delivery.objects.filter(event=event).update(state="waiting")


@contextmanager
def counting_each() -> Iterator[list[tuple[str, int]]]:
    """Note each statement on the table and how many rows it read."""
    noted: list[tuple[str, int]] = []

    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if Delivery._meta.db_table not in sql:
            return execute(sql, *given)
        before = count_rows_read()
        result = execute(sql, *given)
        noted.append((sql, count_rows_read() - before))
        return result

    with connection.execute_wrapper(note):
        yield noted


@pytest.mark.parametrize("known", [0, 20, 100])
def test_a_batch_is_found_without_reading_all_that_is_due(known: int) -> None:
    write_down(known)
    with counting_each() as noted:
        batch = claim(LARGE, urgent=False)
    assert batch is not None
    assert len(batch.deliveries) == LARGE
    [read] = [read for sql, read in noted if "SKIP LOCKED" in sql]
    assert LARGE <= read <= 3 * LARGE, f"{read} rows were read to find {LARGE}"


@pytest.mark.parametrize("known", [0, 2, 10])
def test_no_more_rows_are_read_than_are_needed(known: int) -> None:
    write_down(known)
    before = count_rows_read()
    batch = claim(SMALL, urgent=False)
    assert batch is not None
    assert len(batch.deliveries) == SMALL
    read = count_rows_read() - before
    assert SMALL <= read <= 4 * SMALL, f"{read} rows were read to take {SMALL}"
    before = count_rows_read()
    ledger, (first, second, *_) = open_ledger(batch.holder), batch.deliveries
    assert ledger.exchange(Mark(first.pk, DeliveryState.SENT, "", 1), second.pk) is not None
    read = count_rows_read() - before
    assert 1 <= read <= 4, f"{read} rows were read to mark one and read one"
    assert Delivery.objects.get(pk=first.pk).state == "sent"
