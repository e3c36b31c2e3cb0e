"""Recipients who are truly refused fail although nothing else is due, and nobody does while the server blocks us."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Route, Subscriber
from workers.services.delivering.breaking import read_breaker
from workers.services.delivering.sending import deliver

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

REFUSED = "550 5.7.1 This mailbox takes no mail from outside"
BLOCKED = "554 5.7.1 Client host rejected: Access denied"
NO_RELAY = "550 5.7.1 Unable to relay"


@pytest.fixture(params=[False, True], ids=["a command at a time", "pipelined"], autouse=True)
def pipelining(request: pytest.FixtureRequest, post_office: PostOffice) -> None:
    post_office.handler.pipelining = request.param


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def send() -> str:
    return str(deliver(urgent=False, seconds=60))


def take_before(tree: Tree, *emails: str) -> list[Subscriber]:
    """Let these have got a mail before, and then have had enough of it; their addresses stay."""
    people = [follower(email=email) for email in emails]
    publish(tree, tree.plan)
    wait()
    assert send() == f"{len(people)} sent"
    Subscriber.objects.filter(pk__in=[person.pk for person in people]).update(frequency="weekly")
    return people


def announce(
    tree: Tree, office: PostOffice, answer: str, count: int = 3, domain: str = "example.org"
) -> None:
    """Publish to some whom the server refuses with this answer."""
    for number in range(count):
        email = f"refused{number}@{domain}"
        follower(email=email)
        office.handler.rcpt[email] = answer
    publish(tree, tree.plan)
    wait()


def later() -> None:
    ago = timedelta(days=1)
    Route.objects.update(retry_at=F("retry_at") - ago, tried_at=F("tried_at") - ago)
    Delivery.objects.filter(state="waiting").update(next_attempt_at=F("next_attempt_at") - ago)


def count(state: str) -> int:
    return Delivery.objects.filter(state=state).count()


def stays_open() -> bool:
    for _ in range(3):
        later()
        send()
    return read_breaker().is_open and not count("failed")


@pytest.mark.parametrize("number", [3, 4, 7])
def test_recipients_who_are_truly_refused_fail_although_nothing_else_is_due(
    tree: Tree, post_office: PostOffice, number: int
) -> None:
    take_before(tree, "before@example.org")
    announce(tree, post_office, REFUSED, number)
    assert send() == f"{number} failed"
    assert not read_breaker().is_open


def test_a_server_that_blocks_us_wholly_fails_nobody(tree: Tree, post_office: PostOffice) -> None:
    [before] = take_before(tree, "before@example.org")
    post_office.handler.rcpt[before.email] = BLOCKED
    announce(tree, post_office, BLOCKED)
    send()
    assert stays_open()
    post_office.handler.rcpt.clear()
    later()
    assert send() == "3 sent"


def test_a_trial_finds_out_that_the_block_is_over_although_its_recipient_is_refused(
    tree: Tree, post_office: PostOffice
) -> None:
    [before] = take_before(tree, "before@example.org")
    post_office.handler.rcpt[before.email] = BLOCKED
    announce(tree, post_office, BLOCKED)
    send()
    assert read_breaker().is_open
    del post_office.handler.rcpt[before.email]
    later()
    assert send() == "3 failed"
    assert not read_breaker().is_open


def test_a_fresh_site_fails_nobody_until_a_mail_is_taken(tree: Tree, post_office: PostOffice) -> None:
    announce(tree, post_office, REFUSED)
    send()
    assert stays_open()
    take = follower(email="first@example.org")
    publish(tree, tree.plan)
    wait()
    for _ in range(8):
        later()
        send()
    assert count("waiting") == 0
    assert (
        Delivery.objects.filter(state="sent").values_list("subscriber", flat=True).distinct().get() == take.pk
    )


def test_who_has_left_is_not_asked_for(tree: Tree, post_office: PostOffice) -> None:
    [before] = take_before(tree, "before@example.org")
    Subscriber.objects.filter(pk=before.pk).update(ended_at=before.asked_at)
    announce(tree, post_office, REFUSED)
    send()
    assert stays_open()


def test_one_address_that_was_closed_since_is_no_proof_against_us(
    tree: Tree, post_office: PostOffice
) -> None:
    *_, last = take_before(tree, "before@example.org", "last@example.org")
    post_office.handler.rcpt[last.email] = "550 5.1.1 no such mailbox"
    announce(tree, post_office, REFUSED)
    assert send() == "3 failed"


def test_a_server_that_takes_only_its_own_fails_nobody_elsewhere(tree: Tree, post_office: PostOffice) -> None:
    take_before(tree, "one@region.example", "two@kommun.example")
    announce(tree, post_office, NO_RELAY, domain="elsewhere.example")
    send()
    assert stays_open()


def test_two_other_domains_that_are_served_say_that_a_third_refuses(
    tree: Tree, post_office: PostOffice
) -> None:
    take_before(tree, "one@region.example", "two@kommun.example")
    announce(tree, post_office, REFUSED, domain="elsewhere.example")
    assert send() == "3 failed"


def test_one_other_domain_says_nothing(tree: Tree, post_office: PostOffice) -> None:
    take_before(tree, "one@region.example", "two@region.example")
    announce(tree, post_office, REFUSED, domain="elsewhere.example")
    send()
    assert stays_open()


def test_who_is_only_asked_for_gets_nothing(tree: Tree, post_office: PostOffice) -> None:
    take_before(tree, "before@example.org")
    announce(tree, post_office, REFUSED)
    send()
    assert post_office.recipients == ["before@example.org"]
