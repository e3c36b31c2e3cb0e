"""What a reader changes while their mail is on its way is heeded from its commit on."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Subscriber, Suppression
from workers.services.delivering.claiming import Batch, claim
from workers.services.delivering.handing_over import Round
from workers.services.delivering.sending import deliver
from workers.services.messages.composing import Composer
from workers.services.subscribing.following import leave

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def lease(tree: Tree, *people: Subscriber) -> Batch:
    """Let a worker take everybody's mail, and not send it yet."""
    publish(tree, tree.plan, note="Vad som har hänt")
    wait()
    batch = claim(100, urgent=False)
    assert batch
    return batch


def send(batch: Batch) -> dict[str, int]:
    passing = Round(batch, Composer())
    passing.send(float("inf"))
    return dict(passing.outcomes)


def test_who_leaves_after_the_claim_gets_nothing(tree: Tree, post_office: PostOffice) -> None:
    gone, *others = follower(), follower(), follower()
    batch = lease(tree)
    leave(gone.key)
    assert send(batch) == {"no longer ours": 1, "sent": 2}
    assert sorted(post_office.recipients) == sorted(person.email for person in others)


def test_who_was_ended_without_a_word_to_their_rows_gets_nothing(tree: Tree, post_office: PostOffice) -> None:
    gone = follower()
    batch = lease(tree)
    Subscriber.objects.filter(pk=gone.pk).update(ended_at=timezone.now())
    assert send(batch) == {"suppressed": 1}
    assert post_office.recipients == []


def test_who_moves_after_the_claim_gets_it_at_the_new_address(tree: Tree, post_office: PostOffice) -> None:
    moved, other = follower(), follower()
    batch = lease(tree)
    Subscriber.objects.filter(pk=moved.pk).update(email="new@example.org")
    assert send(batch) == {"sent": 2}
    assert sorted(post_office.recipients) == sorted(["new@example.org", other.email])
    letter = next(raw for to, raw in post_office.handler.accepted if to == "new@example.org")
    assert b"To: new@example.org\r\n" in letter
    assert moved.email.encode() not in letter


def test_who_changes_language_after_the_claim_gets_it_in_the_new_one(tree: Tree, mailbox: Path) -> None:
    changed = follower("sv")
    batch = lease(tree)
    Subscriber.objects.filter(pk=changed.pk).update(language="en")
    assert send(batch) == {"turned aside": 1}
    assert str(deliver(urgent=False, seconds=60)) == "1 sent"
    assert Delivery.objects.get(subscriber=changed).language == "en"
    assert len(read_mailbox(mailbox)) == 1


def test_who_wants_a_summary_after_the_claim_gets_no_mail_at_once(
    tree: Tree, post_office: PostOffice
) -> None:
    changed = follower()
    batch = lease(tree)
    Subscriber.objects.filter(pk=changed.pk).update(frequency="daily")
    assert send(batch) == {"turned aside": 1}
    assert (Delivery.objects.get(subscriber=changed).state, post_office.recipients) == ("held", [])


def test_who_changed_before_the_claim_costs_no_connection(tree: Tree, post_office: PostOffice) -> None:
    post_office.handler.pipelining = True
    _first, changed, _last = (follower() for _ in range(3))
    publish(tree, tree.plan, note="Vad som har hänt")
    wait()
    Subscriber.objects.filter(pk=changed.pk).update(frequency="daily")
    batch = claim(100, urgent=False)
    assert batch
    assert send(batch) == {"turned aside": 1, "sent": 2}
    assert post_office.handler.sessions == 1


def test_an_address_that_does_not_exist_is_written_to_no_more(tree: Tree, post_office: PostOffice) -> None:
    dead, full = follower(), follower()
    post_office.handler.rcpt = {
        dead.email: "550 5.1.1 no such person",
        full.email: "552 5.2.2 the mailbox is full",
    }
    assert send(lease(tree)) == {"failed": 2}
    assert not Subscriber.objects.get(pk=dead.pk).active
    assert Subscriber.objects.get(pk=full.pk).active
    assert Delivery.objects.get(subscriber=dead).state == "failed"
    assert Suppression.objects.count() == 1


def test_a_pooler_that_forgets_prepared_statements_is_minded(
    tree: Tree, post_office: PostOffice, settings: Settings
) -> None:
    follower()
    batch = lease(tree)

    kept = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        assert send(batch) == {"sent": 1}
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = kept
