"""A worker that is killed loses nobody, and repeats no more than what it had in flight."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from tests.faults.crew import Crew
from tests.services.bars import Bars
from tests.services.processes import wait_until
from tests.workers.announcing import follower, grow, publish
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Event, Hearing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SECONDS_A_MESSAGE = 0.02


def has_received(office: PostOffice, mails: int) -> bool:
    return len(office.recipients) >= mails


def test_killing_the_worker_in_mid_run_loses_nobody(
    hire: Callable[..., Crew], post_office: PostOffice, size: Callable[[int, int], int], bar: Bars
) -> None:
    people, kills = size(80, 500), size(3, 5)
    post_office.handler.seconds = SECONDS_A_MESSAGE
    tree = grow("sv")
    addresses = [follower("sv").email for _ in range(people)]
    event = publish(tree, tree.plan, note="What has changed")
    Hearing.objects.filter(event=event).update(due_at=event.at)
    crew = hire(EMAIL_URL=post_office.url, LEASE_SECONDS="2")
    for number in range(1, kills + 1):
        target = people * number // (kills + 2)
        wait_until(partial(has_received, post_office, target), 60, f"{target} mails; {crew.words[-2000:]}")
        crew.kill("worker")
        crew.start("worker")
    wait_until(lambda: not Delivery.objects.unsent().exists(), 120, f"the end; {crew.words[-2000:]}", 0.1)
    received = Counter(post_office.recipients)
    assert Event.objects.get(pk=event.pk).state == "released"
    bar("lost after kill -9 of the worker", len(set(addresses) - set(received)), 0, "readers", "==")
    bar(f"duplicates after {kills} kills", received.total() - len(received), kills, "mails")
    assert set(received) == set(addresses)
