"""A server that refuses us only when it hears the recipient fails nobody, and one recipient's own refusal still does."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.post_office import PostOffice
from workers.models import Bounce, Delivery, Route, Subscriber
from workers.services.delivering.breaking import read_breaker
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import ask_to_follow
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BLOCKED = "554 5.7.1 Client host rejected: Access denied"


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def announce(tree: Tree, count: int) -> list[Subscriber]:
    people = [follower() for _ in range(count)]
    publish(tree, tree.plan, note="What has changed")
    wait()
    return people


def refuse(office: PostOffice, people: list[Subscriber], answer: str = BLOCKED) -> None:
    office.handler.rcpt.update({person.email: answer for person in people})


def send(*, urgent: bool = False) -> str:
    return str(deliver(urgent=urgent, seconds=60))


def later() -> None:
    """Let the time of every next attempt come, and of every next trial."""
    ago = timedelta(days=1)
    Route.objects.update(retry_at=F("retry_at") - ago, tried_at=F("tried_at") - ago)
    Delivery.objects.unsent().update(next_attempt_at=F("next_attempt_at") - ago)


def count(state: str) -> int:
    return Delivery.objects.filter(state=state).count()


@pytest.mark.parametrize("answer", [BLOCKED, "554 Relay access denied", "550 5.7.1 we do not relay"])
def test_a_client_that_is_blocked_fails_nobody(tree: Tree, post_office: PostOffice, answer: str) -> None:
    people = announce(tree, 8)
    refuse(post_office, people, answer)
    assert send() == "5 given back, 3 retry"
    assert read_breaker().reason == answer
    assert send() == "nothing due"
    for _ in range(4):
        later()
        assert send() == "1 given back"
        assert read_breaker().is_open
    post_office.handler.rcpt.clear()
    later()
    assert send() == "8 sent"
    assert not read_breaker().is_open
    assert not Bounce.objects.exists()


def test_one_recipient_is_refused_for_their_own_sake(tree: Tree, post_office: PostOffice) -> None:
    refuse(post_office, announce(tree, 1))
    assert send() == "1 failed"
    assert not read_breaker().is_open


def test_recipients_with_others_between_them_are_refused_for_their_own_sake(
    tree: Tree, post_office: PostOffice
) -> None:
    people = announce(tree, 12)
    refuse(post_office, [*people[1:3], *people[4:6], *people[7:9]])
    assert send() == "6 failed, 6 sent"
    assert not read_breaker().is_open


def test_confirmations_that_come_one_by_one_are_not_failed_either(post_office: PostOffice) -> None:
    for number in range(3):
        email = f"anna{number}@example.org"
        post_office.handler.rcpt[email] = BLOCKED
        ask_to_follow(email, Choices("sv", "now", ("plan",)))
        send(urgent=True)
    assert read_breaker().is_open
    assert (count("waiting"), count("failed")) == (3, 0)
    assert not Bounce.objects.exists()
    post_office.handler.rcpt.clear()
    later()
    assert send(urgent=True) == "3 sent"


def test_recipients_who_are_refused_again_and_again_while_others_get_theirs_fail(
    tree: Tree, post_office: PostOffice
) -> None:
    people = announce(tree, 5)
    refuse(post_office, people[:3])
    for _ in range(20):
        send()
        Delivery.objects.unsent().update(next_attempt_at=timezone.now())
        Route.objects.update(retry_at=None)
    assert (count("failed"), count("sent")) == (3, 2)


def test_one_refusal_while_a_lost_server_is_tried_again_is_the_recipients(
    tree: Tree, post_office: PostOffice
) -> None:
    people = announce(tree, 2)
    refuse(post_office, people[:1])
    now = timezone.now()
    Route.objects.create(name=f"127.0.0.1:{post_office.port}", reason="ConnectionRefusedError", retry_at=now)
    assert send() == "1 failed, 1 sent"
    assert not read_breaker().is_open


def test_a_trial_in_which_no_server_is_asked_leaves_the_breaker_open(
    tree: Tree, post_office: PostOffice
) -> None:
    [person] = announce(tree, 1)
    post_office.handler.mail = "550 5.7.1 we do not know you"
    assert send() == "1 given back"
    Subscriber.objects.filter(pk=person.pk).update(frequency="daily")
    later()
    assert send() == "1 turned aside"
    assert read_breaker().is_open
