"""How often a webhook is tried, when it is given up, and that one receiver is told by one worker at a time."""

import time
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, grow, publish
from tests.workers.conftest import read_mailbox
from tests.workers.listening import fresh, later, listen, post_all
from tests.workers.receiving import OK, Conversation, Receiver, status
from workers.models import Delivery, Problem, SuppressionReason, WebhookEndpoint, WebhookPost
from workers.services.delivering.sending import deliver
from workers.services.suppressing.stopping import suppress
from workers.services.webhooks.claiming import take_turns
from workers.services.webhooks.disabling import turn_off
from workers.services.webhooks.exchanging import Answer
from workers.services.webhooks.judging import DELAYS, MOST_TRIES, judge
from workers.services.webhooks.posting import post_due

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("open_loopback"),
]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def test_a_failure_is_tried_again_with_the_same_name_and_text(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    receiver.answers = [status(500, b"sorry"), status(500), OK]
    publish(tree, tree.area)
    assert post_all() == "1 retry"
    post = WebhookPost.objects.get()
    assert (post.attempts, post.status, post.problem, post.answer) == (1, 500, "refused", "sorry")
    assert post_all() == "nothing due"
    later()
    assert post_all() == "1 retry"
    later()
    assert post_all() == "1 delivered"
    assert len({got.fields["webhook-id"] for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    for got in receiver.got:
        got.verify(endpoint.secret)
    assert fresh(endpoint).failing_since is None


def test_the_last_attempts_are_kept_in_order(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    receiver.answers = [status(500), status(429), OK]
    publish(tree, tree.area)
    for _ in range(3):
        post_all()
        later()
    tries = WebhookPost.objects.get().tries
    assert [(said, problem) for _at, said, problem in tries] == [
        (500, "refused"),
        (429, "refused"),
        (204, ""),
    ]
    WebhookPost.objects.update(state="waiting", attempts=0, tries=[tries[0]] * MOST_TRIES)
    post_all()
    kept = WebhookPost.objects.get().tries
    assert (len(kept), kept[-1][1], kept[0]) == (MOST_TRIES, 204, tries[0])


def test_an_owner_whom_nothing_is_sent_to_is_not_told_and_administrators_are(
    tree: Tree, receiver: Receiver, mailbox: Path, settings: Settings
) -> None:
    settings.ADMINS_EMAIL = "drift@example.org"
    listen(receiver)
    suppress("Owner@example.org", SuppressionReason.BOUNCED)
    publish(tree, tree.area)
    receiver.answer = status(410)
    assert post_all() == "1 gone"
    deliver(urgent=True, seconds=5)
    assert [mail["To"] for mail in read_mailbox(mailbox)] == ["drift@example.org"]


def test_attempts_end_after_three_days_and_a_little(
    tree: Tree, receiver: Receiver, settings: Settings
) -> None:
    settings.WEBHOOK_FAILING_DAYS = 1000
    listen(receiver)
    receiver.answer = status(500)
    publish(tree, tree.area)
    waits = []
    for _ in DELAYS:
        assert post_all() == "1 retry"
        waits.append((WebhookPost.objects.get().next_attempt_at - timezone.now()).total_seconds())
        later()
    assert post_all() == "1 failed"
    assert all(0.79 * delay < wait < 1.21 * delay for wait, delay in zip(waits[1:], DELAYS[1:], strict=True))
    assert 3 * 86400 < sum(DELAYS) < 3.5 * 86400
    later()
    assert post_all() == "nothing due"


@pytest.mark.parametrize(("said", "least", "most"), [("3600", 3500, 3700), ("99999999", 86000, 87000)])
def test_when_to_come_back_is_heeded_within_reason(
    said: str, least: int, most: int, tree: Tree, receiver: Receiver
) -> None:
    endpoint = listen(receiver)
    receiver.answer = status(429, Retry_After=said)
    publish(tree, tree.area)
    post_all()
    now = timezone.now()
    assert least < (WebhookPost.objects.get().next_attempt_at - now).total_seconds() < most
    assert 0 < (fresh(endpoint).next_turn_at - now).total_seconds() <= 3600


def test_gone_turns_the_endpoint_off_at_once_and_tells_the_owner(
    tree: Tree, receiver: Receiver, mailbox: Path
) -> None:
    endpoint = listen(receiver)
    publish(tree, tree.area)
    publish(tree, tree.priority)
    receiver.answer = status(410)
    assert post_all() == "1 gone"
    assert fresh(endpoint).state == "gone"
    assert set(WebhookPost.objects.values_list("state", flat=True)) == {"stopped"}
    assert len(receiver.got) == 1
    deliver(urgent=True, seconds=5)
    (mail,) = read_mailbox(mailbox)
    assert mail["To"] == "owner@example.org"
    assert "Front end" in mail["Subject"]


def test_failing_for_days_turns_the_endpoint_off_and_tells_the_owner(
    tree: Tree, receiver: Receiver, mailbox: Path
) -> None:
    endpoint = listen(receiver)
    receiver.answer = status(500)
    publish(tree, tree.area)
    for _ in range(3):
        assert post_all() == "1 retry"
        later(1.9)
    assert post_all() == "1 failing"
    assert fresh(endpoint).state == "failing"
    deliver(urgent=True, seconds=5)
    assert len(read_mailbox(mailbox)) == 1
    later()
    assert post_all() == "nothing due"


def test_one_failure_long_ago_turns_nothing_off(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    receiver.answer = status(500)
    publish(tree, tree.area)
    post_all()
    later(300)
    assert post_all() == "1 retry"
    assert fresh(endpoint).is_on


def test_a_success_between_begins_the_days_anew(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    receiver.answers = [status(500), OK]
    publish(tree, tree.area)
    post_all()
    later()
    post_all()
    assert fresh(endpoint).failing_since is None


def test_our_own_fault_fails_nobody(tree: Tree, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    endpoint = listen(receiver)
    WebhookEndpoint.objects.update(secret="whsec_not base64!")
    publish(tree, tree.area)
    assert post_all() == "1 retry"
    assert fresh(endpoint).failing_since is None
    assert "cannot be posted" in caplog.text and "not base64" not in caplog.text


def test_one_that_hangs_does_not_delay_the_others(tree: Tree, receiver: Receiver) -> None:
    def hang(conversation: Conversation) -> None:
        while len(receiver.got) < 5:
            time.sleep(0.01)
        conversation.say(OK)

    with Receiver(answer=hang) as slow:
        listen(slow)
        listen(receiver)
        for _ in range(5):
            publish(tree, tree.area)
        post_due(0.5)
        assert len(receiver.got) == 5
        assert len(slow.got) >= 1


def test_messages_of_one_endpoint_come_in_order(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    events = [publish(tree, tree.area) for _ in range(5)]
    post_all()
    assert [got.content["data"]["id"] for got in receiver.got] == [event.publication for event in events]


def test_who_lost_the_turn_writes_nothing_but_a_success(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    publish(tree, tree.area)
    (first,) = take_turns(1)
    assert take_turns(1) == []
    later(1)
    (second,) = take_turns(1)
    assert judge(first, Answer(500, Problem.REFUSED)) == "lost"
    assert WebhookPost.objects.get().attempts == 0
    assert judge(first, Answer(200)) == "delivered"
    assert judge(second, Answer(200)) == "delivered"
    assert WebhookPost.objects.get().attempts == 1


def test_who_turns_an_endpoint_off_stops_it_at_once(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    publish(tree, tree.area)
    (turn,) = take_turns(1)
    turn_off(endpoint.pk)
    assert judge(turn, Answer(410, Problem.GONE)) == "lost"
    assert WebhookPost.objects.get().state == "stopped"
    assert not Delivery.objects.filter(purpose="webhook_disabled").exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_post_each_message_once(tree: Tree, receiver: Receiver) -> None:
    with Receiver() as other:
        for server in (receiver, other):
            listen(server)
        for _ in range(10):
            publish(tree, tree.area)
        barrier = Barrier(4)

        def work() -> None:
            barrier.wait()
            try:
                while WebhookPost.objects.filter(state="waiting").exists():
                    for turn in take_turns(1):
                        time.sleep(0.01)
                        receivers = {receiver.url: receiver, other.url: other}
                        receivers[turn.endpoint.url].got.append(turn.post)  # type: ignore[arg-type]  # what was posted
                        judge(turn, Answer(status=204))
            finally:
                connection.close()

        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        post_due(5)
        assert not WebhookPost.objects.exclude(state="delivered").exists()
        assert [len(receiver.got), len(other.got)] == [10, 10]
        assert set(WebhookPost.objects.values_list("attempts", flat=True)) == {1}
