"""A database that dies may forget what it did not wait for the disk with; who told it tells it again."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import follower, grow, publish, wait
from workers.models import Delivery, DeliveryState
from workers.services.delivering.claiming import STARTED, Batch, claim
from workers.services.delivering.ending import LEFT, end, end_what_is_left
from workers.services.delivering.marking import Ledger, Mark, PostgresLedger, open_ledger
from workers.services.delivering.sending import deliver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    LEFT.clear()


@pytest.fixture
def batch() -> Batch:
    """Three rows of one holder."""
    tree = grow("sv", "en")
    for _ in range(3):
        follower()
    publish(tree, tree.plan, note="What has changed")
    wait()
    batch = claim(10, urgent=False)
    assert batch and len(batch.deliveries) == 3
    return batch


def mark_sent(batch: Batch, ledger: Ledger, number: int) -> None:
    ledger.exchange(Mark(batch.deliveries[number].pk, DeliveryState.SENT, "250 OK", 1), None)


def forget(batch: Batch) -> None:
    """Be the database that lost what it had not written to the disk."""
    Delivery.objects.update(state="leased", leased_by=batch.holder, attempts=0, outcome="")


def lose_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    with psycopg.connect(str(connection.connection.info.dsn), autocommit=True) as another:
        another.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def list_states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_the_end_of_a_batch_waits_until_its_marks_are_on_the_disk(batch: Batch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
        ledger = open_ledger(batch.holder)
        for number in range(3):  # a row that is given back would take the marks to the disk with it
            mark_sent(batch, ledger, number)
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        [written] = cursor.fetchone()
        end(batch, ledger)
        cursor.execute("SELECT pg_current_wal_flush_lsn() >= %s::pg_lsn", [written])
        assert cursor.fetchone() == (True,)
        cursor.execute("RESET synchronous_commit")
    assert list_states() == ["sent"] * 3


def test_what_was_forgotten_is_marked_again_before_the_rest_is_given_back(batch: Batch) -> None:
    ledger = open_ledger(batch.holder)
    mark_sent(batch, ledger, 0)
    mark_sent(batch, ledger, 1)
    lose_connection()
    assert end(batch, ledger) == 0
    connection.close()
    assert list_states() == ["sent", "sent", "leased"]
    forget(batch)
    assert str(deliver(urgent=False, seconds=60)) == "1 sent"
    assert list_states() == ["sent"] * 3
    assert list(Delivery.objects.order_by("pk").values_list("outcome", flat=True)[:2]) == ["250 OK"] * 2
    assert not LEFT


def test_a_mark_that_was_not_forgotten_stays_as_it_is(batch: Batch) -> None:
    ledger = open_ledger(batch.holder)
    mark_sent(batch, ledger, 0)
    Delivery.objects.filter(pk=batch.deliveries[0].pk).update(state="failed", outcome="a bounce said so")
    assert isinstance(ledger, PostgresLedger)
    ledger.repeat()
    row = Delivery.objects.get(pk=batch.deliveries[0].pk)
    assert (row.state, row.outcome) == ("failed", "a bounce said so")


def test_a_database_that_is_still_gone_keeps_the_marks_for_later(batch: Batch) -> None:
    ledger = open_ledger(batch.holder)
    mark_sent(batch, ledger, 0)
    lose_connection()
    end(batch, ledger)
    port, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], 1
    try:
        with pytest.raises(Exception, match="connection"):
            end_what_is_left()
    finally:
        connection.settings_dict["PORT"] = port
    assert len(LEFT) == 1
    forget(batch)
    end_what_is_left()
    assert list_states() == ["sent", "waiting", "waiting"] and not LEFT


def test_a_lease_that_ended_is_its_holders_while_the_database_has_just_started(
    batch: Batch, settings: Settings
) -> None:
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    now = timezone.now()
    STARTED[connection.connection] = now
    assert claim(10, urgent=False) is None
    STARTED[connection.connection] = now - timedelta(seconds=settings.LEASE_SECONDS + 11)
    taken = claim(10, urgent=False)
    assert taken and len(taken.deliveries) == 3
