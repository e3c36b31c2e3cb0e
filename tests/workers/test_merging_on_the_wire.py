"""Two addresses become one reader's while a message is on its way to one of them: told once, and told."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.utils import timezone

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.post_office import PostOffice
from tests.workers.test_merging import NEW, OLD, become_one, send, summarise, two
from workers.models import Delivery, Subscriber
from workers.services.delivering.claiming import claim, release_rest
from workers.services.delivering.handing_over import Round
from workers.services.delivering.sending import deliver
from workers.services.messages.composing import Composer
from workers.services.subscribing.readdressing import ask_to_readdress, readdress
from workers.services.suppressing.listing import find_suppression
from workers.services.suppressing.marking import mark

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

GONE = "550 5.1.1 no such user"


@pytest.fixture
def tree() -> Tree:
    return grow("sv")


@pytest.fixture
def summaries(tree: Tree, post_office: PostOffice) -> tuple[Subscriber, Subscriber]:
    """Two readers; the summary of the owner is out, that of the other, of the same hour, is due."""
    asker, owner = two(tree, "daily")
    publish(tree, tree.area, note="Hos den ena")
    publish(tree, tree.other_area, note="Hos den andra")
    wait()
    summarise(2)
    later = Delivery.objects.filter(subscriber=asker, state="waiting")
    later.update(next_attempt_at=timezone.now() + timedelta(hours=1))
    deliver(urgent=False, seconds=60)
    assert [told(post_office, who) for who in (OLD, NEW)] == [[], [["Hos den andra"]]]
    Delivery.objects.filter(subscriber=asker, state="waiting").update(next_attempt_at=timezone.now())
    return asker, owner


def told(office: PostOffice, address: str) -> list[list[str]]:
    """Which of the two notes each message to an address tells, oldest first."""
    read = [
        message_from_bytes(octets, policy=default)
        for who, octets in office.handler.accepted
        if who == address
    ]
    return [[note for note in ("Hos den ena", "Hos den andra") if note in read_text(one)] for one in read]


def read_text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.fixture
def while_composing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let something happen once, in the moment before or after a message is made."""

    def arrange(happen: Callable[[], object], *, before: bool = False) -> None:
        compose, moments = Composer.compose, [happen]

        def compose_meanwhile(self: Composer, delivery: Delivery) -> bytes:
            if before and moments:
                moments.pop()()
            message = compose(self, delivery)
            if moments:
                moments.pop()()
            return message

        monkeypatch.setattr(Composer, "compose", compose_meanwhile)

    return arrange


def test_what_a_summary_on_the_wire_tells_is_not_told_again(
    summaries: tuple[Subscriber, Subscriber], post_office: PostOffice, while_composing: Callable[..., None]
) -> None:
    while_composing(lambda: become_one(*summaries))
    deliver(urgent=False, seconds=60)
    summarise(3)
    send()
    assert told(post_office, OLD) == [["Hos den ena"]]
    assert told(post_office, NEW) == [["Hos den andra"]]


def test_what_a_claimed_summary_did_not_tell_is_told_in_the_next(
    summaries: tuple[Subscriber, Subscriber], post_office: PostOffice
) -> None:
    batch = claim(10, urgent=False)
    assert batch
    become_one(*summaries)
    Round(batch, Composer()).send(float("inf"))
    release_rest(batch)
    summarise(3)
    send()
    assert told(post_office, OLD) == []
    assert told(post_office, NEW) == [["Hos den andra"], ["Hos den ena"]]


def test_what_a_sender_gave_back_is_told_in_the_next(
    summaries: tuple[Subscriber, Subscriber], post_office: PostOffice
) -> None:
    batch = claim(10, urgent=False)
    assert batch
    become_one(*summaries)
    release_rest(batch)
    deliver(urgent=False, seconds=60)
    summarise(3)
    send()
    assert told(post_office, OLD) == []
    assert told(post_office, NEW) == [["Hos den andra"], ["Hos den ena"]]


def test_what_a_refused_summary_held_is_told_in_the_next(
    summaries: tuple[Subscriber, Subscriber], post_office: PostOffice, while_composing: Callable[..., None]
) -> None:
    post_office.handler.rcpt[OLD] = GONE
    while_composing(lambda: become_one(*summaries))
    deliver(urgent=False, seconds=60)
    summarise(3)
    send()
    assert told(post_office, NEW) == [["Hos den andra"], ["Hos den ena"]]


def test_what_its_reader_follows_no_more_meanwhile_is_not_told_in_the_next(
    tree: Tree, summaries: tuple[Subscriber, Subscriber], post_office: PostOffice
) -> None:
    batch = claim(10, urgent=False)
    assert batch
    become_one(*summaries)
    summaries[1].subscriptions.filter(topic__key=tree.area).delete()
    Round(batch, Composer()).send(float("inf"))
    summarise(3)
    send()
    assert told(post_office, NEW) == [["Hos den andra"]]


def test_a_summary_that_is_left_with_nothing_in_the_moment_it_is_made_is_not_sent(
    tree: Tree, post_office: PostOffice, while_composing: Callable[..., None]
) -> None:
    asker, owner = follower("sv", tree.area, email=OLD), follower("sv", tree.area, email=NEW)
    Subscriber.objects.update(frequency="daily")
    publish(tree, tree.area, note="Hos den ena")
    wait()
    summarise(2)
    while_composing(lambda: become_one(asker, owner), before=True)
    deliver(urgent=False, seconds=60)
    send()
    assert told(post_office, OLD) == []
    assert told(post_office, NEW) == [["Hos den ena"]]


@pytest.mark.parametrize("is_known", [True, False], ids=["to one who follows", "to a new address"])
def test_what_the_old_address_refuses_goes_to_the_new_one(
    tree: Tree, post_office: PostOffice, while_composing: Callable[..., None], *, is_known: bool
) -> None:
    asker = follower("sv", tree.area, email=OLD)
    if is_known:
        follower("sv", tree.other_area, email=NEW)
    ask_to_readdress(asker.key, NEW, "sv")
    publish(tree, tree.area, note="Hos den ena")
    wait()
    post_office.handler.rcpt[OLD] = GONE
    while_composing(lambda: readdress(asker.key, mark(NEW)))
    send()
    send()
    assert told(post_office, NEW) == [["Hos den ena"]]
    assert Delivery.objects.get(event__key=tree.area).state == "sent"
    assert find_suppression(NEW) is None


def test_what_is_refused_for_good_and_nobody_moved_has_failed(tree: Tree, post_office: PostOffice) -> None:
    follower("sv", tree.area, email=OLD)
    publish(tree, tree.area)
    wait()
    post_office.handler.rcpt[OLD] = GONE
    send()
    assert Delivery.objects.get(event__key=tree.area).state == "failed"
    assert find_suppression(OLD)
