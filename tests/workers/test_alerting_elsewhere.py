"""A fan-out that never comes to its end, and webhooks that nobody posts, raise an alarm; a receiver that refuses does not."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms.attention.finding import find_troubles
from tests.cms.test_health import examine
from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from workers.models import Alarm, Delivery, Event, Hearing, WebhookEndpoint, WebhookPost
from workers.services.alerting.measuring import MANY_TRIES, Queue, measure
from workers.services.alerting.watching import watch
from workers.services.delivering.sending import deliver
from workers.services.reaching.releasing import LONGEST_PAUSE_SECONDS, take_turn
from workers.services.webhooks.queueing import queue_test

pytestmark = pytest.mark.django_db

NOW = timezone.now
LIMIT = timedelta(seconds=900)
LATE = LIMIT * 2


def owe(age: timedelta = LATE) -> Event:
    """A publication whose readers should have been found so long ago."""
    tree = grow("sv", "en")
    follower("sv")
    event = publish(tree, tree.area)
    Hearing.objects.filter(event=event).update(due_at=NOW() - age)
    return event


def break_off(event: Event, times: int) -> None:
    """Take the turn as often as workers do that die over it; each lease is over by then."""
    for _ in range(times):
        Hearing.objects.filter(event=event).update(leased_until=None)
        assert take_turn(NOW()) is not None


def still() -> list[str]:
    return [alarm.queue for alarm in watch()]


def read_alerts(mailbox: Path) -> str:
    deliver(urgent=True, seconds=60)
    bodies = [mail.get_body(("plain",)) for mail in read_mailbox(mailbox)]
    return "\n".join(body.get_content() for body in bodies if body)


# -- Turns to hear ---------------------------------------------------------------------


@pytest.mark.both_databases
def test_a_turn_that_was_taken_belongs_to_its_taker_and_stays_as_old_as_it_is() -> None:
    event = owe()
    promised = event.hearings.get(language="sv").due_at
    break_off(event, 1)
    assert take_turn(NOW()) is None
    assert event.hearings.get(language="sv").due_at == promised
    assert still() == ["events"]


def test_who_dies_over_a_turn_again_and_again_does_so_ever_more_rarely_within_bounds() -> None:
    event = owe()
    pauses = []
    for _ in range(12):
        break_off(event, 1)
        until = event.hearings.get(language="sv").leased_until
        assert until
        pauses.append((until - NOW()).total_seconds())
    assert pauses[0] < pauses[2] < pauses[11] <= LONGEST_PAUSE_SECONDS
    assert event.hearings.get(language="sv").tries == 12


def test_a_turn_begun_again_and_again_raises_an_alarm_although_others_are_fanned_out() -> None:
    event = owe()
    Delivery.objects.create(
        announcement=uuid4(),
        purpose="publication",
        state="held",
        language="sv",
        event=event,
        next_attempt_at=NOW(),
        created_at=NOW(),
    )
    break_off(event, MANY_TRIES - 1)
    assert still() == []
    break_off(event, 1)
    assert still() == ["events"]
    wait()
    assert still() == []


def test_a_turn_that_was_begun_several_times_within_the_limit_raises_none() -> None:
    event = owe(LIMIT - timedelta(minutes=5))
    break_off(event, MANY_TRIES + 2)
    assert still() == []


def test_the_alarm_says_how_often_it_was_begun(mailbox: Path, client: Client) -> None:
    break_off(owe(), MANY_TRIES + 1)
    watch()
    assert "börjar om gång på gång: det har påbörjats 4 gånger" in read_alerts(mailbox)
    assert any("letats upp 4 gånger" in trouble for trouble in find_troubles())
    assert "begun 4 times" in examine()[1]
    assert 'kompetensplan_due_tries{queue="events"} 4.0' in client.get("/metrics").content.decode()


def test_a_turn_that_only_waited_is_not_said_to_begin_again_and_again(mailbox: Path) -> None:
    owe()
    watch()
    assert "gång på gång" not in read_alerts(mailbox)


# -- Webhooks --------------------------------------------------------------------------


def listen(**fields: object) -> WebhookEndpoint:
    values = {"name": "Fronten", "url": "https://front.example/", "state_since": NOW(), **fields}
    return WebhookEndpoint.objects.create(**{"next_turn_at": NOW() - timedelta(days=1), **values})


def post(endpoint: WebhookEndpoint, age: timedelta = LATE, **fields: object) -> WebhookPost:
    """A post that has been due for so long."""
    waiting = queue_test(endpoint)
    WebhookPost.objects.filter(pk=waiting.pk).update(next_attempt_at=NOW() - age, **fields)
    return waiting


def test_posts_that_nobody_tries_raise_an_alarm_everywhere(mailbox: Path, client: Client) -> None:
    waiting = post(listen())
    assert still() == ["webhooks"]
    assert "Webhookarna står still." in read_alerts(mailbox)
    assert any("Webhookarna har stått still sedan" in trouble for trouble in find_troubles())
    told = client.get("/metrics").content.decode()
    assert 'kompetensplan_queue_stands_still{queue="webhooks"} 1.0' in told
    WebhookPost.objects.filter(pk=waiting.pk).update(state="delivered", attempted_at=NOW())
    assert still() == []
    assert "Webhookarna går igen." in read_alerts(mailbox)


def test_posts_that_have_not_waited_so_long_raise_none() -> None:
    post(listen(), LIMIT - timedelta(minutes=5))
    assert still() == []


def test_a_receiver_that_refuses_for_a_day_raises_none() -> None:
    day = timedelta(days=1)
    endpoint = listen(failing_since=NOW() - day)
    post(endpoint, -timedelta(hours=5), attempts=6, attempted_at=NOW() - timedelta(hours=2), status=500)
    assert still() == []


def test_a_receiver_that_is_left_alone_for_a_while_raises_none() -> None:
    post(listen(next_turn_at=NOW() + timedelta(minutes=50)), timedelta(hours=5))
    post(listen(next_turn_at=NOW() - timedelta(minutes=1)), timedelta(hours=5))
    assert still() == []


def test_a_receiver_with_many_posts_due_raises_none_while_they_are_tried() -> None:
    endpoint = listen(failing_since=NOW() - timedelta(days=4), leased_by=uuid4())
    post(endpoint, timedelta(days=4))
    post(endpoint, -timedelta(hours=1), attempts=3, attempted_at=NOW() - timedelta(minutes=5))
    assert still() == []


def test_an_endpoint_that_a_worker_dies_over_raises_one_although_another_is_told() -> None:
    post(listen(leased_by=uuid4(), next_turn_at=NOW() + timedelta(minutes=1)))
    done = post(listen())
    WebhookPost.objects.filter(pk=done.pk).update(state="delivered", attempted_at=NOW())
    assert still() == ["webhooks"]


def test_a_webhook_that_is_off_raises_none() -> None:
    post(listen(state="off"))
    assert still() == []
    assert {each.queue: each.since for each in measure()}[Queue.WEBHOOKS] is None
    assert not Alarm.objects.exists()
