"""What endpoints are told: signed, in the event's own transaction, and again when somebody asks for it."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from standardwebhooks import WebhookVerificationError

from pages.events import PagePublished, page_published
from tests.services.places import ROOT
from tests.workers.announcing import Tree, grow, publish, publish_together
from tests.workers.listening import fresh, listen, post_all
from tests.workers.receiving import Receiver
from workers.models import PostState, WebhookEndpoint, WebhookMessage, WebhookPost
from workers.models.webhook import EventType
from workers.services.sweeping import sweep_all
from workers.services.webhooks.disabling import turn_off, turn_on
from workers.services.webhooks.queueing import queue_test
from workers.services.webhooks.replaying import replay_one, replay_since
from workers.services.webhooks.rotating import rotate
from workers.services.webhooks.signing import make_secret

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("open_loopback"),
]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


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
    listen(receiver, EventType.PAGE_WITHDRAWN)
    publish(tree, tree.area)
    assert not WebhookMessage.objects.exists()


def test_what_is_published_while_a_webhook_is_off_is_posted_when_somebody_asks(
    tree: Tree, receiver: Receiver
) -> None:
    endpoint = listen(receiver)
    turn_off(endpoint.pk)
    events = [publish(tree, key) for key in (tree.area, tree.priority)]
    turn_on(endpoint.pk)
    assert post_all() == "nothing due"
    assert {post.state for post in WebhookPost.objects.all()} == {PostState.MISSED}
    assert replay_since(endpoint, timezone.now() - timedelta(days=1)) == 2
    assert post_all() == "2 delivered"
    assert [got.content["data"]["id"] for got in receiver.got] == [event.publication for event in events]


def test_what_was_missed_is_kept_no_longer_than_the_log(tree: Tree, receiver: Receiver) -> None:
    turn_off(listen(receiver).pk)
    publish(tree, tree.area)
    WebhookMessage.objects.update(created_at=timezone.now() - timedelta(days=31))
    sweep_all()
    assert not WebhookPost.objects.exists()


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


def test_messages_are_kept_for_a_time(tree: Tree, receiver: Receiver) -> None:
    listen(receiver)
    publish(tree, tree.area)
    post_all()
    publish(tree, tree.priority)
    WebhookMessage.objects.update(created_at=timezone.now() - timedelta(days=31))
    sweep_all()
    assert [post.state for post in WebhookPost.objects.all()] == ["waiting"]


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
