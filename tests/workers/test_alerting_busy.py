"""A large mailing that goes out for longer than the limit is no alarm; one that stops is one, once, and an all-clear."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.faults.town import settle
from tests.workers.announcing import grow, publish, wait
from tests.workers.conftest import read_mailbox
from workers.models import Alarm, Delivery
from workers.services.alerting.watching import watch
from workers.services.delivering.sending import BATCH, deliver

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LIMIT = timedelta(seconds=900)


def send_a_batch() -> None:
    looks = iter((False,))
    deliver(urgent=False, seconds=600, stopped=lambda: next(looks, True))


def let_pass(time: timedelta) -> None:
    """Let everything have happened so much earlier."""
    now = timezone.now()
    Delivery.objects.filter(event__isnull=False).update(
        created_at=now - LIMIT * 3, next_attempt_at=now - LIMIT * 3
    )
    Delivery.objects.filter(state="sent", event__isnull=False).update(finished_at=now - time)


def read_alerts(mailbox: Path) -> list[str]:
    """Return the subjects of the mails about alarms."""
    deliver(urgent=True, seconds=600)
    subjects = [str(mail["Subject"]) for mail in read_mailbox(mailbox)]
    return [each for each in subjects if "står still" in each or "går igen" in each]


def test_a_mailing_is_busy_while_it_moves_and_an_alarm_when_it_stands(
    size: Callable[[int, int], int], mailbox: Path, settings: Settings
) -> None:
    settings.ADMINS_EMAIL = "drift@example.org"
    tree = grow("sv", "en")
    people = size(3 * BATCH, 100_000)
    settle(people)
    publish(tree, tree.plan)
    wait()
    for _ in range(2):
        send_a_batch()
        let_pass(LIMIT / 3)
        assert watch() == []
    assert Delivery.objects.filter(state="waiting").count() == people - 2 * BATCH
    assert not Alarm.objects.exists()
    let_pass(LIMIT * 2)
    for _ in range(3):
        assert [alarm.queue for alarm in watch()] == ["bulk"]
    [alarm] = read_alerts(mailbox)
    assert "står still" in alarm
    send_a_batch()
    assert watch() == []
    assert [subject for subject in read_alerts(mailbox) if "går igen" in subject]
    assert watch() == []
    assert len(read_alerts(mailbox)) == 2
