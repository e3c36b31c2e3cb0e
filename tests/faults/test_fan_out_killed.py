"""A fan-out whose worker is killed again and again raises the alarm, and loses nobody when it comes to its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from tests.faults.town import Town
from workers.models import Alarm, Delivery, Hearing
from workers.services.alerting.measuring import MANY_TRIES
from workers.services.alerting.watching import watch

WORKERS = ("worker", "worker2")
WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
HELD = "SELECT 1 FROM workers_subscriber WHERE email = %s FOR UPDATE"


@contextmanager
def holding(email: str) -> Iterator[None]:
    """Keep a reader's row to ourselves, so that no delivery to them can be committed meanwhile."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(HELD, [email])
        yield
    finally:
        other.rollback()
        other.close()


def find_waiting() -> list[int]:
    """Return the database's processes that wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return [pid for (pid,) in cursor.fetchall()]


def is_under_way(begun: QuerySet[Hearing]) -> bool:
    """Tell whether a turn was taken so often, and its deliveries wait for the reader's row."""
    return begun.exists() and bool(find_waiting())


def end(waiting: list[int]) -> None:
    """End them, as the database does once it notices that nobody listens any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [waiting])


def test_a_fan_out_killed_again_and_again_raises_the_alarm_and_loses_nobody(town: Town) -> None:
    with holding(sorted(town.readers)[len(town.readers) // 2]):
        event = town.publish()
        turn = Hearing.objects.filter(event=event, language="sv")
        for number in range(1, MANY_TRIES + 1):
            town.crew.start(*(WORKERS if number > 1 else ()))
            begun = turn.filter(tries__gte=number)
            town.wait_for(partial(is_under_way, begun), 60, f"try {number} of the fan-out")
            town.crew.kill(*WORKERS)
            end(find_waiting())
            town.wait_for(lambda: not find_waiting(), 30, "the end of the connections")
            turn.update(leased_until=None)
        turn.update(due_at=timezone.now() - timedelta(hours=1))
        [alarm] = watch()
    Alarm.objects.all().delete()
    Delivery.objects.filter(purpose="alert").delete()
    assert alarm.queue == "events"
    assert alarm.tries >= MANY_TRIES
    town.crew.start(*WORKERS)
    town.finish(event)
    # Who was killed may have been sending to the readers of the first rows.
    town.check(f"a fan-out killed {MANY_TRIES} times", duplicates=MANY_TRIES * len(WORKERS))
