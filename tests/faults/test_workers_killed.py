"""Who is killed in mid-run loses nobody, and repeats no more than what was in flight."""

import random
from collections.abc import Callable

import pytest

from tests.faults.town import Town

WORKERS = ("worker", "worker2")


@pytest.fixture
def slow_town(town: Town, size: Callable[[int, int], int]) -> Town:
    """A town whose server is some milliseconds away, so that there is a middle to kill in."""
    town.office.clerk.seconds = size(30, 5) / 1000
    return town


@pytest.mark.both_databases
def test_workers_killed_at_random_lose_nobody(slow_town: Town, size: Callable[[int, int], int]) -> None:
    town, kills = slow_town, size(3, 20)
    event = town.publish()
    people = len(town.readers)
    for number in range(kills):
        town.wait_for_mails(round(people * (number + random.random()) / (kills + 1)) + 1)
        victim = random.choice(WORKERS)
        town.crew.kill(victim)
        town.crew.start(victim)
    town.finish(event)
    town.check(f"{kills} workers killed at random", duplicates=kills)


def test_all_workers_killed_at_once_lose_nobody(slow_town: Town) -> None:
    """Who lets a publication out is any worker: they die while the deliveries are written, and in mid-run."""
    event = slow_town.publish()
    slow_town.wait_for(event.deliveries.exists, 30, "the first deliveries")
    for mails in (0, len(slow_town.readers) // 3):
        slow_town.wait_for_mails(mails)
        slow_town.crew.kill(*WORKERS)
        slow_town.crew.start(*WORKERS)
    slow_town.finish(event)
    slow_town.check("all workers killed at once, twice", duplicates=2 * len(WORKERS))


def test_beats_that_are_killed_lose_nobody(slow_town: Town) -> None:
    slow_town.crew.kill("beat", "beat2")
    event = slow_town.publish()
    slow_town.crew.start("beat")
    slow_town.wait_for_mails(len(slow_town.readers) // 3)
    slow_town.crew.kill("beat")
    slow_town.crew.start("beat", "beat2")
    slow_town.finish(event)
    slow_town.check("beats killed before the run and in it")
