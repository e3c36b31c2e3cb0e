"""What endpoints are told: signed, once, tried again for days, and how they are turned off."""

import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from pytest_django.fixtures import Settings
from standardwebhooks import WebhookVerificationError

from pages.events import PagePublished, page_published
from tests.services.places import ROOT
from tests.workers.announcing import Tree, grow, publish, publish_together
from tests.workers.conftest import read_mailbox
from tests.workers.receiving import OK, Conversation, Receiver, status
from workers.models import Delivery, PostState, Problem, WebhookEndpoint, WebhookMessage, WebhookPost
from workers.models.webhook import EventType
from workers.services.delivering.sending import deliver
from workers.services.sweeping import sweep_all
from workers.services.webhooks.claiming import take_turns
from workers.services.webhooks.disabling import turn_off, turn_on
from workers.services.webhooks.exchanging import Answer
from workers.services.webhooks.judging import DELAYS, judge
from workers.services.webhooks.posting import post_due
from workers.services.webhooks.queueing import queue_test
from workers.services.webhooks.replaying import replay_one, replay_since
from workers.services.webhooks.rotating import rotate
from workers.services.webhooks.signing import make_secret

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _open_loopback(settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_LOOPBACK = True


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


def listen(receiver: Receiver, *types: str) -> WebhookEndpoint:
    now = timezone.now()
    return WebhookEndpoint.objects.create(
        name="Front end",
        url=receiver.url,
        types=list(types or EventType.values),
        owner_email="owner@example.org",
        owner_language="sv",
        secret=make_secret(),
        state_since=now,
        next_turn_at=now,
    )


def post_all() -> str:
    return str(post_due(5))


def later(days: float = 2) -> None:
    """Let the time of every next attempt come."""
    passed = timedelta(days=days)
    WebhookPost.objects.filter(state="waiting").update(next_attempt_at=F("next_attempt_at") - passed)
    WebhookEndpoint.objects.update(
        next_turn_at=F("next_turn_at") - passed, failing_since=F("failing_since") - passed
    )


def fresh(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    endpoint.refresh_from_db()
    return endpoint


def test_a_publication_is_told_and_the_reference_library_believes_it(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    event = publish(tree, tree.area, note="Nytt mål – å, 😀", title="Område")
    assert post_all() == "1 delivered"
    (got,) = receiver.got
    assert got.path == "/hook?for=plan"
    told = got.verify(endpoint.secret)
    assert told["type"] == "page.published"
    assert told["timestamp"] == told["data"]["at"] == event.at.isoformat().replace("+00:00", "Z")
    assert told["data"] == {
        "id": event.publication,
        "key": str(tree.area),
        "type": "development_area",
        "code": "U2",
        "locale": "sv",
        "kind": "material",
        "note": "Nytt mål – å, 😀",
        "title": "Område",
        "url": f"https://plan.example.org/sv/page-{tree.area.hex[:6]}/",
        "at": told["data"]["at"],
        "change": str(event.change),
        "release": None,
    }
    assert got.fields["content-type"] == "application/json"
    assert got.fields["webhook-id"].startswith("msg_")


def test_what_was_changed_on_the_way_or_signed_by_another_is_not_believed(
    tree: Tree, receiver: Receiver
) -> None:
    endpoint = listen(receiver)
    publish(tree, tree.area)
    post_all()
    (got,) = receiver.got
    with pytest.raises(WebhookVerificationError):
        got.verify(make_secret())
    got.body = got.body.replace("material", "minor")
    with pytest.raises(WebhookVerificationError):
        got.verify(endpoint.secret)


@pytest.mark.parametrize("kind", ["new", "correction", "minor", "material", "moved"])
def test_every_kind_of_publication_is_told(kind: str, tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    publish(tree, tree.area, kind=kind)  # type: ignore[arg-type]  # one of the kinds
    post_all()
    assert [(got.content["type"], got.content["data"]["kind"]) for got in receiver.got] == [
        ("page.published", kind)
    ]


def test_a_withdrawal_has_a_type_of_its_own(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    publish(tree, tree.area, kind="withdrawn")
    post_all()
    assert [got.content["type"] for got in receiver.got] == ["page.withdrawn"]


def test_a_release_is_told_after_its_pages(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    release, events = publish_together(tree, (tree.area, "sv", "material"), (tree.priority, "sv", "minor"))
    assert post_all() == "3 delivered"
    told = [got.content for got in receiver.got]
    assert [each["type"] for each in told] == ["page.published", "page.published", "release.published"]
    assert {each["data"]["release"] for each in told[:2]} == {str(release.key)}
    assert told[2]["data"]["key"] == str(release.key)
    assert told[2]["data"]["titles"] == {"sv": "Samlat sv", "en": "Samlat en"}
    assert told[2]["data"]["keys"] == [str(event.key) for event in events]


def test_an_indicators_values_are_told_besides(tree: Tree, receiver: Receiver) -> None:
    listen(receiver, EventType.INDICATOR_REPORTED)
    publish(tree, tree.area)
    report(tree, reported=False)
    report(tree, reported=True)
    assert post_all() == "1 delivered"
    assert receiver.got[0].content["data"]["type"] == "indicator"


def report(tree: Tree, *, reported: bool) -> None:
    with transaction.atomic():
        event = PagePublished(
            publication=10_000_000 + reported,
            change=uuid4(),
            key=uuid4(),
            parent=None,
            locale="sv",
            type="indicator",
            code="",
            title="Andel med gymnasieexamen",
            path="",
            kind="material",
            note="",
            logged=True,
            at=timezone.now(),
            reported=reported,
        )
        page_published.send(sender=None, event=event)


def test_who_asked_for_less_hears_less(tree: Tree, receiver: Receiver) -> None:
    listen(receiver, EventType.PAGE_WITHDRAWN)
    publish(tree, tree.area)
    assert post_all() == "nothing due"


def test_nothing_is_written_when_nobody_listens(tree: Tree, receiver: Receiver) -> None:
    turn_off(listen(receiver).pk)
    publish(tree, tree.area)
    assert not WebhookMessage.objects.exists()


def test_what_is_undone_with_its_publication_is_not_told(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)

    class Undone(Exception):
        pass

    def fail() -> None:
        with transaction.atomic():
            publish(tree, tree.area)
            raise Undone

    with pytest.raises(Undone):
        fail()
    assert post_all() == "nothing due"


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


def test_a_rotated_secret_and_the_old_one_sign_for_a_day(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    old, new = endpoint.secret, rotate(endpoint.pk)
    publish(tree, tree.area)
    post_all()
    receiver.got[0].verify(old)
    receiver.got[0].verify(new)
    WebhookEndpoint.objects.update(previous_until=timezone.now() - timedelta(seconds=1))
    publish(tree, tree.area)
    post_all()
    receiver.got[1].verify(new)
    with pytest.raises(WebhookVerificationError):
        receiver.got[1].verify(old)
    sweep_all()
    assert fresh(endpoint).previous_secret == ""


def test_a_message_is_posted_again_under_the_same_name(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    publish(tree, tree.area)
    post_all()
    assert replay_one(endpoint, WebhookPost.objects.get().pk) == 1
    assert replay_one(endpoint, WebhookPost.objects.get().pk) == 0
    assert post_all() == "1 delivered"
    assert len({got.fields["webhook-id"] for got in receiver.got}) == 1
    assert WebhookPost.objects.get().replays == 1


def test_all_that_failed_since_a_time_is_posted_again(tree: Tree, receiver: Receiver) -> None:
    endpoint = listen(receiver)
    for key in (tree.area, tree.priority, tree.plan):
        publish(tree, key)
    turn_off(endpoint.pk)
    old, *_ = WebhookMessage.objects.order_by("pk")
    WebhookMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    turn_on(endpoint.pk)
    assert post_all() == "nothing due"
    assert replay_since(endpoint, timezone.now() - timedelta(days=1)) == 2
    assert post_all() == "2 delivered"
    assert WebhookPost.objects.get(message=old).state == PostState.STOPPED


def test_a_test_message_reaches_who_asked_for_nothing(receiver: Receiver) -> None:
    endpoint = listen(receiver, EventType.PAGE_WITHDRAWN)
    queue_test(endpoint)
    assert post_all() == "1 delivered"
    assert receiver.got[0].verify(endpoint.secret)["type"] == "webhook.test"


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


def test_messages_are_kept_for_a_time(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    publish(tree, tree.area)
    post_all()
    publish(tree, tree.priority)
    WebhookMessage.objects.update(created_at=timezone.now() - timedelta(days=31))
    sweep_all()
    assert [post.state for post in WebhookPost.objects.all()] == ["waiting"]


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


def test_the_example_in_the_documentation_believes_what_we_post(tree: Tree, receiver: Receiver) -> None:
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  the documentation's own example
    endpoint = listen(receiver)
    publish(tree, tree.area, note="Å")
    post_all()
    (got,) = receiver.got
    assert names["verify"](endpoint.secret, got.fields, got.body.encode())
    assert not names["verify"](make_secret(), got.fields, got.body.encode())
    (shown,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert json.loads(shown)["data"].keys() == got.content["data"].keys()
