"""Two beats, two workers, one reader: nobody hears twice."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection
from django.utils import timezone

from tests.services.places import ROOT
from tests.workers.announcing import follower, grow, publish, publish_together, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Hearing, Subscriber
from workers.services.delivering.claiming import Batch, claim
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.releasing import release_due
from workers.services.subscribing.following import ask_to_follow
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

TOGETHER = 4
Result = TypeVar("Result")


def at_once(work: Callable[[], Result]) -> list[Result]:
    """Do the same in several threads, each with a connection of its own."""

    def run(_number: int) -> Result:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as threads:
        return list(threads.map(run, range(TOGETHER)))


def test_several_beats_make_one_delivery_a_reader() -> None:
    tree = grow("sv", "en")
    readers = [follower() for _ in range(50)]
    event = publish(tree, tree.plan)
    Hearing.objects.filter(event=event).update(due_at=timezone.now())
    at_once(release_due)
    assert Delivery.objects.count() == len(readers)
    assert not Hearing.objects.filter(event=event, language="sv").exclude(state="done").exists()


def test_a_mail_is_either_stopped_or_sent_when_both_are_tried_at_once() -> None:
    tree = grow("sv", "en")
    follower()
    alone = publish(tree, tree.plan)
    together, _ = publish_together(tree, (tree.area, "sv", "material"), (tree.area, "en", "material"))
    for event in (alone, together):
        Hearing.objects.filter(event=event).update(due_at=timezone.now())
        at_once_each([release_due, partial(stop_mail, event.pk)] * 2)
        event.refresh_from_db()
        sent = Delivery.objects.filter(event=event).count()
        assert (event.state, sent) in (("cancelled", 0), ("released", 1))


def at_once_each(work: list[Callable[[], int]]) -> list[int]:
    """Do each of these in a thread of its own, with a connection of its own."""

    def run(one: Callable[[], int]) -> int:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(run, work))


def test_several_workers_never_claim_the_same_row() -> None:
    tree = grow("sv")
    for _ in range(40):
        follower()
    publish(tree, tree.plan)
    wait()

    def claim_ten() -> Batch | None:
        return claim(10, urgent=False)

    taken = Counter(
        delivery.pk for batch in at_once(claim_ten) if batch is not None for delivery in batch.deliveries
    )
    assert taken
    assert set(taken.values()) == {1}


def test_an_address_asked_for_at_once_from_everywhere_gets_one_mail() -> None:
    at_once(lambda: ask_to_follow("anna@example.org", Choices("sv", "now", ("plan",))))
    assert Subscriber.objects.count() == Delivery.objects.count() == 1


def test_two_passes_without_a_broker_send_each_mail_once(tmp_path: Path) -> None:
    tree = grow("sv", "en")
    readers = [follower() for _ in range(60)]
    event = publish(tree, tree.plan)
    Hearing.objects.filter(event=event).update(due_at=timezone.now())
    inherited = dict(os.environ)  # noqa: TID251  the processes get what the test run was given
    environment = {**inherited, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "-m", "cms", "notify_tick"]
    passes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    words = [one.communicate(timeout=120)[0] for one in passes]
    assert [one.returncode for one in passes] == [0, 0]
    assert all("deliveries:" in said for said in words)
    sent = Counter(str(message["To"]) for message in read_mailbox(tmp_path / "mail"))
    assert sent == Counter(reader.email for reader in readers)
