"""When our own server refuses us, or takes only so much by the second: nobody is failed, everybody waits their turn."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.post_office import PostOffice
from workers.models import Allowance, Delivery, Route, Subscriber
from workers.services.delivering.breaking import read_breaker
from workers.services.delivering.limiting import forget_stale_allowances
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import ask_to_follow
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

REFUSAL = "550 5.7.1 we do not know you"


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def send(*, urgent: bool = False, seconds: float = 60) -> str:
    return str(deliver(urgent=urgent, seconds=seconds))


def announce(tree: Tree, *people: Subscriber) -> None:
    publish(tree, tree.plan, note="What has changed")
    wait()


def let_pass(**time: float) -> None:
    """Let the pause of the breaker pass by so much."""
    ago = timedelta(**time)
    Route.objects.update(retry_at=F("retry_at") - ago, tried_at=F("tried_at") - ago)


def test_a_refusal_of_us_stops_everything_until_the_pause_is_over(
    tree: Tree, post_office: PostOffice
) -> None:
    for _ in range(3):
        follower()
    post_office.handler.mail = REFUSAL
    announce(tree)
    assert not read_breaker().is_open
    assert send() == "3 given back"
    assert read_breaker().is_open
    assert read_breaker().reason == REFUSAL
    sessions = post_office.handler.sessions
    assert send() == "nothing due"
    assert post_office.handler.sessions == sessions
    assert set(Delivery.objects.values_list("state", "attempts")) == {("waiting", 0)}


def test_one_message_tries_whether_it_is_over_and_each_pause_is_longer(
    tree: Tree, post_office: PostOffice
) -> None:
    for _ in range(3):
        follower()
    post_office.handler.mail = REFUSAL
    announce(tree)
    send()
    pauses = []
    for _ in range(8):
        let_pass(hours=1)
        assert send() == "1 given back"
        reading = read_breaker()
        assert reading.next_try_at
        pauses.append((reading.next_try_at - timezone.now()).total_seconds())
    assert pauses[-1] > pauses[0]
    assert max(pauses) <= 90
    let_pass(hours=1)
    post_office.handler.mail = ""
    assert send() == "3 sent"
    assert not read_breaker().is_open


def test_a_confirmation_does_not_wait_for_the_pause_to_end(tree: Tree, post_office: PostOffice) -> None:
    follower()
    post_office.handler.mail = REFUSAL
    announce(tree)
    send()
    Route.objects.update(retry_at=timezone.now() + timedelta(minutes=1))
    post_office.handler.mail = ""
    ask_to_follow("anna@example.org", Choices("sv", "now", ("plan",)))
    assert send(urgent=True) == "nothing due"
    let_pass(seconds=5)
    assert send(urgent=True) == "1 sent"
    assert not read_breaker().is_open
    assert send() == "1 sent"


def test_a_breaker_that_opened_holds_no_address_and_no_password(tree: Tree, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://anna:secret@127.0.0.1:1"
    person = follower()
    announce(tree)
    assert send() == "1 given back"
    written = " ".join(str(value) for row in Route.objects.values() for value in row.values())
    assert "secret" not in written and "anna" not in written and person.email not in written
    assert read_breaker().route == "127.0.0.1:1"


def test_a_domain_that_takes_two_a_second_keeps_nobody_else_waiting(
    tree: Tree, post_office: PostOffice, settings: Settings
) -> None:
    settings.MAIL_DOMAIN_RATE = 2
    for number in range(5):
        follower(email=f"p{number}@slow.example")
    follower(email="p@quick.example")
    announce(tree)
    assert send() == "3 sent"
    assert post_office.recipients[-1] == "p@quick.example"
    turns = Delivery.objects.unsent().order_by("next_attempt_at").values_list("next_attempt_at", "attempts")
    gaps = [(later - earlier).total_seconds() for (earlier, _), (later, _) in pairwise(turns)]
    assert gaps == [0.5, 0.5]
    assert {attempts for _, attempts in turns} == {0}
    assert send() == "nothing due"
    Delivery.objects.unsent().update(next_attempt_at=timezone.now())
    Allowance.objects.update(at=F("at") - timedelta(seconds=10))
    assert send() == "2 sent"


def test_our_own_server_gets_so_many_a_second(
    tree: Tree, post_office: PostOffice, settings: Settings
) -> None:
    settings.MAIL_RATE = 4
    for _ in range(6):
        follower()
    announce(tree)
    tally = deliver(urgent=False, seconds=0.05)
    assert (str(tally), tally.more) == ("4 sent", True)
    assert send() == "2 sent"


def test_a_confirmation_is_not_held_to_the_rate_and_bulk_makes_up_for_it(
    tree: Tree, post_office: PostOffice, settings: Settings
) -> None:
    settings.MAIL_RATE = 1
    follower()
    announce(tree)
    for number in range(3):
        ask_to_follow(f"anna{number}@example.org", Choices("sv", "now", ("plan",)))
    assert send(urgent=True) == "3 sent"
    assert send(seconds=0.05) == "nothing due"


def test_buckets_that_are_long_full_are_forgotten() -> None:
    Allowance.objects.create(key="old.example", at=timezone.now() - timedelta(days=2))
    Allowance.objects.create(key="new.example", at=timezone.now())
    forget_stale_allowances()
    assert [row.key for row in Allowance.objects.all()] == ["new.example"]
