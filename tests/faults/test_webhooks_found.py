"""A webhook is posted although the broker was down when something was published, or its worker was killed."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.crew import Crew
from tests.services.bars import Bars
from tests.services.processes import wait_until
from tests.services.valkey import Valkey
from tests.workers.announcing import grow, publish
from tests.workers.listening import listen
from tests.workers.receiving import OK, Conversation, Receiver
from workers.models import WebhookPost
from workers.tasks import breaker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SETTINGS = "cms.settings.development"
"""The one that lets a webhook reach this machine."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


def test_what_was_published_while_the_broker_was_down_is_posted_when_it_is_back(
    hire: Callable[..., Crew], receiver: Receiver, valkey: Valkey, bar: Bars
) -> None:
    tree = grow("sv")
    endpoint = listen(receiver)
    breaker.reset()
    valkey.stop()
    event = publish(tree, tree.plan)
    assert WebhookPost.objects.get().state == "waiting"
    valkey.start()
    crew = hire(DJANGO_SETTINGS_MODULE=SETTINGS)
    begin = time.monotonic()

    def has_arrived() -> bool:
        crew.keep_up()
        return bool(receiver.got)

    wait_until(has_arrived, 60, lambda: f"the webhook; {crew.words[-2000:]}")
    bar("from the crew's start to a webhook of an outage", time.monotonic() - begin, 60.0, "s")
    assert receiver.got[0].verify(endpoint.secret)["data"]["id"] == event.publication


def test_killing_the_worker_while_a_receiver_thinks_loses_no_message(
    hire: Callable[..., Crew], receiver: Receiver, valkey: Valkey
) -> None:
    def think(conversation: Conversation) -> None:
        time.sleep(3)
        conversation.say(OK)

    receiver.answers = [think]
    tree = grow("sv")
    listen(receiver)
    for _ in range(3):
        publish(tree, tree.plan)
    crew = hire(DJANGO_SETTINGS_MODULE=SETTINGS, LEASE_SECONDS="2")
    wait_until(lambda: bool(receiver.got), 60, lambda: f"the first message; {crew.words[-2000:]}")
    crew.kill("worker")
    crew.start("worker")
    waiting = WebhookPost.objects.exclude(state="delivered")
    wait_until(lambda: not waiting.exists(), 60, lambda: f"the end; {crew.words[-2000:]}", 0.1)
    names = [got.fields["webhook-id"] for got in receiver.got]
    assert len(set(names)) == 3
    assert len(names) <= 4
