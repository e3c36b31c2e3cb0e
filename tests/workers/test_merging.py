"""Two addresses become one reader's: what each would have heard of is heard of once, whatever is under way."""

import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Fate, Subscriber, SuppressionReason
from workers.services.contacts.foreseeing import foresee
from workers.services.delivering.claiming import claim, release_rest
from workers.services.delivering.handing_over import Round
from workers.services.delivering.sending import deliver
from workers.services.messages.composing import Composer
from workers.services.reaching.digesting import digest_due
from workers.services.subscribing.following import ask_to_follow, confirm, leave
from workers.services.subscribing.merging import merge
from workers.services.subscribing.readdressing import ask_to_readdress, readdress
from workers.services.suppressing.listing import find_suppression
from workers.services.suppressing.marking import mark
from workers.services.suppressing.stopping import suppress
from workers.tokens import Choices, Confirmation, read_leaving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def two(tree: Tree, frequency: str = "now") -> tuple[Subscriber, Subscriber]:
    """Who moves, and who has the new address already; each follows an area of their own."""
    asker, owner = follower("sv", tree.area, email=OLD), follower("sv", tree.other_area, email=NEW)
    Subscriber.objects.update(frequency=frequency)
    return asker, owner


def become_one(asker: Subscriber, owner: Subscriber) -> None:
    with transaction.atomic():
        merge(Subscriber.objects.get(pk=asker.pk), Subscriber.objects.get(pk=owner.pk))


def summarise(days: int) -> None:
    digest_due(timezone.now() + timedelta(days=days))


def bodies(mailbox: Path, address: str) -> list[str]:
    found = [message for message in read_mailbox(mailbox) if message["To"] == address]
    return [str(part.get_content()) for message in found if (part := message.get_body(("plain",)))]


def send() -> None:
    Delivery.objects.filter(state="waiting").update(next_attempt_at=timezone.now())
    deliver(urgent=False, seconds=60)


def test_what_a_dropped_summary_held_waits_for_the_next_one(tree: Tree, mailbox: Path) -> None:
    asker, owner = two(tree, "daily")
    publish(tree, tree.area, note="Hos den ena")
    publish(tree, tree.other_area, note="Hos den andra")
    wait()
    summarise(2)
    Delivery.objects.filter(subscriber=asker).update(next_attempt_at=timezone.now() + timedelta(hours=1))
    deliver(urgent=False, seconds=60)
    assert len(bodies(mailbox, NEW)) == 1
    become_one(asker, owner)
    summarise(3)
    send()
    first, second = bodies(mailbox, NEW)
    assert "Hos den andra" in first and "Hos den ena" not in first
    assert "Hos den ena" in second and "Hos den andra" not in second
    assert bodies(mailbox, OLD) == []


def test_what_a_dropped_release_held_is_told_at_once(tree: Tree, mailbox: Path) -> None:
    asker, owner = two(tree)
    publish_together(tree, (tree.area, "sv", "material"), (tree.other_area, "sv", "material"))
    wait()
    Delivery.objects.filter(subscriber=asker).update(next_attempt_at=timezone.now() + timedelta(hours=1))
    deliver(urgent=False, seconds=60)
    area = Delivery.objects.get(event__key=tree.area, carrier__isnull=False)
    become_one(asker, owner)
    digest_due()
    send()
    area.refresh_from_db()
    assert area.subscriber == owner and area.carrier and area.carrier.state == "sent"
    assert len(bodies(mailbox, NEW)) == 2 and bodies(mailbox, OLD) == []


def test_a_message_that_is_being_sent_is_sent_once(
    tree: Tree, mailbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker, owner = two(tree)
    publish(tree, tree.area)
    wait()
    compose = Composer.compose

    def compose_while_they_become_one(self: Composer, delivery: Delivery) -> bytes:
        message = compose(self, delivery)
        become_one(asker, owner)
        return message

    with monkeypatch.context() as at_that_moment:
        at_that_moment.setattr(Composer, "compose", compose_while_they_become_one)
        deliver(urgent=False, seconds=60)
    send()
    assert len(read_mailbox(mailbox)) == 1
    row = Delivery.objects.get(event__key=tree.area)
    assert (row.subscriber, row.state) == (owner, "sent")


def test_a_claimed_message_that_is_not_begun_goes_to_the_new_address_with_its_own_link_to_leave(
    tree: Tree, mailbox: Path
) -> None:
    asker, owner = two(tree)
    publish(tree, tree.area)
    wait()
    batch = claim(10, urgent=False)
    assert batch
    become_one(asker, owner)
    passing = Round(batch, Composer())
    passing.send(float("inf"))
    release_rest(batch)
    (message,) = read_mailbox(mailbox)
    assert passing.outcomes == {"sent": 1} and message["To"] == NEW
    publish(tree, tree.other_area)
    wait()
    send()
    assert {who_leaves(message) for message in read_mailbox(mailbox)} == {owner.key}


def who_leaves(message: EmailMessage) -> UUID:
    """The key of whoever leaves by a message's link."""
    found = re.search(r"/([^/]+)/?>", message["List-Unsubscribe"])
    assert found
    return read_leaving(found[1])


@pytest.mark.parametrize("known", ["free", "following"])
@pytest.mark.parametrize("ended", ["left", "bounced", "stays"])
def test_no_import_adds_an_address_again_that_its_owner_moved_from(
    tree: Tree, known: str, ended: str
) -> None:
    person = follower("sv", email=OLD)
    if known == "following":
        follower("sv", email=NEW)
    move(person, NEW)
    reader = Subscriber.objects.get(email=NEW)
    if ended == "left":
        leave(reader.key)
    elif ended == "bounced":
        suppress(NEW, SuppressionReason.BOUNCED)
    Subscriber.objects.filter(email=OLD).delete()
    assert foresee([OLD]) == {OLD: Fate.BARRED}


def move(person: Subscriber, email: str) -> None:
    ask_to_readdress(person.key, email, "sv")
    assert readdress(person.key, mark(email))


def test_who_moves_back_or_subscribes_there_anew_is_barred_no_more(tree: Tree) -> None:
    person = follower("sv", email=OLD)
    move(person, NEW)
    move(person, OLD)
    assert find_suppression(OLD) is None and find_suppression(NEW)
    choices = Choices("sv", "now", ("plan",))
    ask_to_follow(NEW, choices)
    other = Subscriber.objects.get(email=NEW)
    assert confirm(Confirmation(other.key, choices, timezone.now()))
    assert find_suppression(NEW) is None
