"""Administrators hear when mail stands still, not when it is merely busy, and hear when it goes again."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from workers.models import Alarm, Delivery, Hearing
from workers.services.alerting.measuring import Queue, measure
from workers.services.alerting.watching import watch
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import find_slot

pytestmark = pytest.mark.django_db

NOW = timezone.now
LIMIT = timedelta(seconds=900)


def row(age: timedelta, state: str = "waiting", **fields: object) -> Delivery:
    """A mail that was made so long ago; `finished_at` and `next_attempt_at` come as moments."""
    made = NOW() - age
    values = {
        "purpose": "publication",
        "next_attempt_at": made,
        "created_at": made,
        "language": "sv",
        **fields,
    }
    return Delivery.objects.create(announcement=uuid4(), state=state, **values)


def old() -> Delivery:
    return row(LIMIT + timedelta(seconds=60))


def finish(row: Delivery, at: datetime | None = None) -> None:
    Delivery.objects.filter(pk=row.pk).update(state="sent", attempts=1, finished_at=at or NOW())


def alerts(mailbox: Path) -> list[str]:
    deliver(urgent=True, seconds=10)
    return [str(mail["Subject"]) for mail in read_mailbox(mailbox)]


# -- What stands still ---------------------------------------------------------------


def test_a_row_that_waits_longer_than_the_limit_raises_an_alarm() -> None:
    old()
    [alarm] = watch()
    assert alarm.queue == "bulk"


def test_a_row_that_has_not_waited_so_long_raises_none() -> None:
    row(LIMIT - timedelta(seconds=60))
    assert watch() == []


def test_an_old_row_raises_none_while_others_are_being_sent() -> None:
    old()
    finish(row(LIMIT), NOW() - timedelta(seconds=5))
    assert watch() == []


def test_what_readers_call_off_does_not_count_as_sent() -> None:
    old()
    row(LIMIT, "cancelled", finished_at=NOW(), attempts=0)
    row(LIMIT, "suppressed", finished_at=NOW(), attempts=1)
    assert len(watch()) == 1


def test_mails_of_one_queue_do_not_hide_that_another_stands_still() -> None:
    old()
    finish(row(LIMIT, urgent=True))
    assert [alarm.queue for alarm in watch()] == ["bulk"]


def test_a_row_that_is_passed_over_for_days_raises_one_while_others_are_sent() -> None:
    row(timedelta(days=3, minutes=1))
    finish(row(LIMIT))
    assert len(watch()) == 1


def test_a_row_that_is_leased_or_given_back_again_and_again_grows_old_all_the_same() -> None:
    row(LIMIT * 2, "leased", next_attempt_at=NOW() + timedelta(seconds=60), leased_by=uuid4())
    assert len(watch()) == 1


def test_a_row_that_was_answered_waits_only_from_its_next_attempt_on() -> None:
    finish(row(timedelta(hours=5)), NOW() - timedelta(hours=4))
    row(timedelta(hours=5), attempts=3, next_attempt_at=NOW() + timedelta(minutes=30))
    assert watch() == []
    row(timedelta(hours=5), attempts=3, next_attempt_at=NOW() - LIMIT * 2)
    assert len(watch()) == 1


def test_a_server_that_puts_off_everything_raises_one() -> None:
    later = NOW() + timedelta(minutes=30)
    finish(row(timedelta(days=2)), NOW() - timedelta(days=1))
    row(timedelta(days=2), attempts=40, next_attempt_at=later)
    row(LIMIT - timedelta(seconds=60), attempts=4, next_attempt_at=later)
    assert watch() == []
    row(LIMIT + timedelta(seconds=60), attempts=4, next_attempt_at=later)
    [alarm] = watch()
    assert NOW() - alarm.since < LIMIT * 2
    finish(row(LIMIT))
    assert watch() == []


def test_news_held_back_by_a_first_mail_that_is_put_off_raises_none() -> None:
    reader = follower("sv")
    row(LIMIT * 2, subscriber=reader)
    assert len(watch()) == 1
    later = NOW() + timedelta(minutes=30)
    finish(row(LIMIT * 3), NOW() - LIMIT * 1.5)
    row(LIMIT * 2, subscriber=reader, purpose="contact", attempts=2, next_attempt_at=later)
    assert watch() == []


def test_a_turn_that_nobody_takes_raises_one() -> None:
    tree = grow("sv")
    follower("sv")
    event = publish(tree, tree.area)
    Hearing.objects.filter(event=event).update(due_at=NOW() - LIMIT * 2)
    assert [alarm.queue for alarm in watch()] == ["events"]


def test_what_waits_for_a_summary_is_not_late() -> None:
    row(timedelta(days=6), "held")
    assert watch() == []


def test_a_summary_that_was_not_made_at_its_hour_raises_one() -> None:
    reader = follower("sv")
    type(reader).objects.update(frequency="daily")
    late = row(timedelta(days=3), "held", subscriber=reader)
    assert [alarm.queue for alarm in watch(find_slot("daily", NOW()) + LIMIT * 2)] == ["summaries"]
    Delivery.objects.filter(pk=late.pk).update(created_at=NOW())
    assert watch() == []


def test_a_large_mailing_that_goes_out_raises_none(post_office: PostOffice, settings: Settings) -> None:
    settings.ALERT_AFTER_SECONDS = 0
    tree = grow("sv")
    for _ in range(150):
        follower("sv")
    publish(tree, tree.area)
    wait()
    settings.ALERT_AFTER_SECONDS = 900
    Delivery.objects.update(created_at=NOW() - LIMIT * 2, next_attempt_at=NOW() - LIMIT * 2)
    assert len(watch()) == 1
    Alarm.objects.all().delete()
    begun = iter((False, True))
    deliver(urgent=False, seconds=60, stopped=lambda: next(begun, True))
    assert Delivery.objects.filter(state="sent").exists()
    assert watch() == []


def test_the_age_is_measured_for_each_queue() -> None:
    row(timedelta(seconds=100))
    row(timedelta(seconds=10), urgent=True)
    ages = {standing.queue: standing.age(NOW()) for standing in measure()}
    assert 100 <= ages.pop(Queue.BULK) < 110 + 60
    assert 10 <= ages.pop(Queue.URGENT) < 20 + 60
    assert ages == {Queue.TURNS: 0, Queue.SUMMARIES: 0, Queue.WEBHOOKS: 0}


# -- Who hears of it ------------------------------------------------------------------


def test_an_alarm_is_mailed_to_the_administrators_and_logged(
    mailbox: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ADMINS_EMAIL = "drift@example.org"
    old()
    with caplog.at_level(logging.ERROR):
        watch()
    assert "mail stands still" in caplog.text
    assert len(alerts(mailbox)) == 1
    [mail] = read_mailbox(mailbox)
    assert mail["To"] == "drift@example.org"
    assert "står still" in str(mail["Subject"])


def test_it_is_mailed_once_however_often_one_looks(mailbox: Path) -> None:
    old()
    for _ in range(3):
        watch()
    assert len(alerts(mailbox)) == 1


def test_when_it_is_over_that_is_mailed_too(mailbox: Path) -> None:
    late = old()
    watch()
    alerts(mailbox)
    finish(late)
    assert watch() == []
    first, second = alerts(mailbox)
    assert "står still" in first
    assert "går igen" in second
    assert watch() == []
    assert len(alerts(mailbox)) == 2


def test_a_mail_that_could_not_go_meanwhile_says_that_it_is_over(mailbox: Path) -> None:
    late = old()
    watch()
    finish(late)
    watch()
    [only] = alerts(mailbox)
    assert "går igen" in only


def test_a_second_alarm_within_the_hour_is_not_mailed(mailbox: Path) -> None:
    late = old()
    watch()
    alerts(mailbox)
    finish(late, NOW() - LIMIT * 2)
    watch()
    again = old()
    watch()
    assert len(alerts(mailbox)) == 2
    assert Alarm.objects.filter(ended_at=None, announced_at=None).count() == 1
    finish(again)
    watch()
    assert len(alerts(mailbox)) == 2


def test_a_second_alarm_that_lasts_beyond_the_hour_is(mailbox: Path) -> None:
    old()
    watch()
    row(LIMIT * 2, urgent=True, state="leased", next_attempt_at=NOW() + timedelta(days=1))
    watch()
    assert Alarm.objects.filter(announced_at=None).count() == 1
    Alarm.objects.filter(announced_at__isnull=False).update(announced_at=NOW() - timedelta(hours=2))
    watch()
    assert not Alarm.objects.filter(announced_at=None).exists()


def test_the_mail_about_an_alarm_raises_no_alarm_of_its_own() -> None:
    late = old()
    watch()
    Delivery.objects.filter(purpose="alert").update(created_at=NOW() - LIMIT * 3)
    finish(late)
    assert watch() == []
