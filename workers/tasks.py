"""What Celery runs: thin shells. The rows decide what is to be done, a task only wakes."""

import logging
import time
from functools import partial
from threading import Event, Lock
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_shutting_down
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from workers.services.alerting.watching import watch
from workers.services.bounces.fetching import fetch_reports
from workers.services.contacts.importing import import_for
from workers.services.counting.keeping import keep_counts
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import digest_due
from workers.services.reaching.releasing import release_due
from workers.services.sweeping import sweep_all
from workers.services.webhooks.posting import post_due

log = logging.getLogger(__name__)

SLICE_SECONDS = 30.0
# A receiver may take 15 seconds more, and a worker that is told to stop is waited for 40.
POSTING_SECONDS = 20.0
PATIENCE_SECONDS = 0.3
BREAK_SECONDS = 5.0
WAKE = {
    "max_retries": 0,
    "connect_retries_timeout": PATIENCE_SECONDS,
    "socket_connect_timeout": PATIENCE_SECONDS,
    "socket_timeout": PATIENCE_SECONDS,
}


stopping = Event()


@worker_shutting_down.connect
def stop_sending(**kwargs: Any) -> None:
    """Let a worker that is told to end finish the messages that have begun, and no more."""
    stopping.set()


@shared_task
def release() -> None:
    """Fan out what has left its undo window, and wake the one who sends."""
    if release_due():
        poke(deliver_bulk)


@shared_task
def summarise() -> None:
    """Make the daily and weekly summaries that are due, and wake the one who sends."""
    if digest_due():
        poke(deliver_bulk)


@shared_task
def deliver_urgent() -> None:
    """Send what a visitor waits for."""
    deliver(urgent=True, seconds=SLICE_SECONDS, stopped=stopping.is_set)


@shared_task
def deliver_bulk() -> None:
    """Send to readers for some seconds; when more is due, wake another like it."""
    if deliver(urgent=False, seconds=SLICE_SECONDS, stopped=stopping.is_set).more:
        poke(deliver_bulk)


@shared_task
def read_reports() -> None:
    """Read the bounces and complaints that came back by mail."""
    fetch_reports()


@shared_task
def post_webhooks() -> None:
    """Tell front ends and integrators."""
    post_due(POSTING_SECONDS)


@shared_task
def import_contacts() -> None:
    """Add contact persons for some seconds; when more are to be added, wake another like it."""
    if import_for(SLICE_SECONDS):
        poke(import_contacts)


@shared_task
def sweep() -> None:
    """Remove what is kept for a time only."""
    sweep_all()


@shared_task
def count() -> None:
    """Keep the counts of the day."""
    keep_counts()


@shared_task
def look_after() -> None:
    """Notice mail that stands still, and mail that goes again."""
    watch()


class Breaker:
    """Remembers that the broker was down, so that a hundred publications wait for it once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed_until = 0.0

    def permits(self) -> bool:
        with self._lock:
            return time.monotonic() >= self._closed_until

    def reset(self) -> None:
        with self._lock:
            self._closed_until = 0.0

    def trip(self) -> None:
        with self._lock:
            self._closed_until = time.monotonic() + BREAK_SECONDS


breaker = Breaker()


def poke_later(task: "Task[[], None]") -> None:
    """Wake a worker when the transaction of this moment is committed, if it is."""
    transaction.on_commit(partial(poke, task), robust=True)


def poke(task: "Task[[], None]", countdown: float = 0) -> None:
    """Wake a worker, and never complain: the tick finds what a lost poke would have found.

    A connection of its own with short timeouts, because the pooled one tries again for as long as
    it takes.
    """
    if not breaker.permits():
        return
    try:
        with task.app.connection_for_write(transport_options=WAKE) as connection:
            task.apply_async(connection=connection, countdown=countdown, retry=False)
    except (KombuError, RedisError, OSError) as error:
        breaker.trip()
        log.warning("the broker did not take a poke, the tick will do: %s", type(error).__name__)
