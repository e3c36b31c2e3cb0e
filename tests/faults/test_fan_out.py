"""A hundred thousand readers are written down soon, and in the memory of a few."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread

import psutil
import pytest

from tests.faults.town import settle
from tests.services.bars import Bars
from tests.workers.announcing import grow, publish
from workers.models import Delivery, Hearing
from workers.services.reaching.releasing import release_due

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MEBIBYTE = 2**20


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
    settle(people)
    event = publish(tree, tree.plan)
    Hearing.objects.filter(event=event).update(due_at=event.at)
    with watching_memory() as seen:
        begin = time.monotonic()
        release_due()
        seconds = time.monotonic() - begin
    assert Delivery.objects.filter(event=event).count() == people
    bar(f"fan-out to {people} readers", seconds, 10, "s")
    bar("memory that it took", (max(seen) - seen[0]) / MEBIBYTE, 150, "MiB")
