"""A hundred thousand readers are written down soon, and in the memory of a few."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread

import psutil
import pytest
from django.utils import timezone

from tests.services.bars import Bars
from tests.workers.announcing import grow, publish
from workers.models import Delivery, Hearing, Subscriber, Subscription
from workers.services.reaching.releasing import release_due

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CHUNK = 2000
MEBIBYTE = 2**20


def add_readers(count: int) -> None:
    """Let so many people follow the whole plan at once."""
    now = timezone.now()
    for begin in range(0, count, CHUNK):
        people = Subscriber.objects.bulk_create(
            Subscriber(email=f"p{number}@example.org", language="sv", asked_at=now, confirmed_at=now)
            for number in range(begin, min(begin + CHUNK, count))
        )
        Subscription.objects.bulk_create(Subscription(subscriber=one, since=now) for one in people)


@contextmanager
def watching_memory() -> Iterator[list[int]]:
    """Note this process's resident memory, in octets, every hundredth of a second while the body runs."""
    process, over = psutil.Process(), Flag()
    seen = [process.memory_info().rss]

    def look() -> None:
        while not over.wait(0.01):
            seen.append(process.memory_info().rss)

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def test_a_publication_reaches_everybody_soon_and_in_little_memory(
    size: Callable[[int, int], int], bar: Bars
) -> None:
    tree = grow("sv")
    people = size(5_000, 100_000)
    add_readers(people)
    event = publish(tree, tree.plan)
    Hearing.objects.filter(event=event).update(due_at=event.at)
    with watching_memory() as seen:
        begin = time.monotonic()
        release_due()
        seconds = time.monotonic() - begin
    assert Delivery.objects.filter(event=event).count() == people
    bar(f"fan-out to {people} readers", seconds, 10, "s")
    bar("memory that it took", (max(seen) - seen[0]) / MEBIBYTE, 150, "MiB")
