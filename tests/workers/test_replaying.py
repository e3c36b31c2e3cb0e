"""Failed mails are tried again when somebody asks, once for each time, and never to who has left."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from pages.events import PagePublished, page_published
from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Event, Replay
from workers.services.delivering.replaying import replay
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import digest_due

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FULL, UNKNOWN = "552 5.2.2 over quota", "550 5.1.1 no such user"


@pytest.fixture
def tree() -> Tree:
    return grow("sv")


def fail(event: Event, *outcomes: str) -> list[Delivery]:
    """Let the messages of an event fail, each with its own answer."""
    rows = list(Delivery.objects.filter(event=event, state="waiting").order_by("pk"))
    for row, outcome in zip(rows, outcomes, strict=True):
        Delivery.objects.filter(pk=row.pk).update(
            state="failed", outcome=outcome, attempts=3, finished_at=timezone.now()
        )
    return rows


def mail(tree: Tree, count: int = 2) -> Event:
    for _ in range(count):
        follower("sv")
    event = publish(tree, tree.area)
    wait()
    event.refresh_from_db()
    return event


def withdraw(tree: Tree, event: Event) -> None:
    with transaction.atomic():
        page_published.send(
            sender=None,
            event=PagePublished(
                publication=10**9 + event.pk,
                change=uuid4(),
                key=event.key,
                parent=event.parent_key,
                locale=event.locale,
                type=event.type,
                code=event.code,
                title=event.title,
                path=event.path,
                kind="withdrawn",
                note="",
                logged=True,
                at=timezone.now(),
            ),
        )


def states(event: Event) -> list[str]:
    return list(Delivery.objects.filter(event=event).order_by("pk").values_list("state", flat=True))


def test_all_that_failed_are_tried_again(tree: Tree, post_office: PostOffice) -> None:
    event = mail(tree)
    fail(event, FULL, UNKNOWN)
    done = replay(event.pk, None)
    assert done is not None and done.count == 2
    deliver(urgent=False, seconds=10)
    assert len(post_office.recipients) == 2
    assert states(event) == ["sent", "sent"]


def test_those_that_failed_for_one_reason_are_tried_alone(tree: Tree) -> None:
    event = mail(tree)
    fail(event, FULL, UNKNOWN)
    replay(event.pk, None, "full")
    assert states(event) == ["waiting", "failed"]


def test_it_is_written_down_who_asked_when_and_for_which(tree: Tree) -> None:
    user = get_user_model().objects.create_user("anna", "anna@example.org", "password")
    event = mail(tree)
    [row, _other] = fail(event, FULL, UNKNOWN)
    replay(event.pk, user, "full")
    done = Replay.objects.get()
    assert (done.by, done.cause, done.count, done.deliveries) == (user, "full", 1, [row.pk])
    assert timezone.now() - done.at < timedelta(minutes=1)
    user.delete()
    assert Replay.objects.get().by is None


def test_asking_twice_sends_once(tree: Tree, post_office: PostOffice) -> None:
    event = mail(tree)
    fail(event, FULL, FULL)
    assert replay(event.pk, None) is not None
    assert replay(event.pk, None) is None
    deliver(urgent=False, seconds=10)
    assert replay(event.pk, None) is None
    assert len(post_office.recipients) == 2
    assert Replay.objects.count() == 1


def test_who_has_left_is_not_written_to_again(tree: Tree) -> None:
    event = mail(tree, 3)
    first, second, _third = fail(event, FULL, FULL, FULL)
    assert first.subscriber and second.subscriber
    type(first.subscriber).objects.filter(pk=first.subscriber.pk).update(ended_at=timezone.now())
    second.subscriber.delete()
    done = replay(event.pk, None)
    assert done is not None and (done.count, done.left_out) == (1, 2)
    assert states(event) == ["failed", "failed", "waiting"]


def test_what_is_sent_waits_or_was_called_off_is_left_alone(tree: Tree) -> None:
    event = mail(tree, 5)
    rows = Delivery.objects.filter(event=event).order_by("pk")
    before = ["sent", "waiting", "cancelled", "uncertain", "suppressed"]
    for row, state in zip(rows, before, strict=True):
        Delivery.objects.filter(pk=row.pk).update(state=state)
    assert replay(event.pk, None) is None
    assert states(event) == before


def test_of_a_page_that_was_withdrawn_nobody_is_told(tree: Tree) -> None:
    event = mail(tree)
    fail(event, FULL, FULL)
    withdraw(tree, event)
    assert replay(event.pk, None) is None
    assert states(event) == ["failed", "failed"]


def test_what_is_tried_again_is_called_off_when_the_page_is_withdrawn(tree: Tree) -> None:
    event = mail(tree)
    fail(event, FULL, FULL)
    replay(event.pk, None)
    withdraw(tree, event)
    assert states(event) == ["cancelled", "cancelled"]


def test_an_old_publication_is_not_mailed_again(tree: Tree) -> None:
    event = mail(tree)
    fail(event, FULL, FULL)
    Event.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=31))
    assert replay(event.pk, None) is None
    Event.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=29))
    assert replay(event.pk, None) is not None


def test_a_new_attempt_has_three_days_of_its_own(tree: Tree, post_office: PostOffice) -> None:
    event = mail(tree, 1)
    [row] = fail(event, FULL)
    Delivery.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=10))
    replay(event.pk, None)
    assert row.subscriber
    post_office.handler.rcpt[row.subscriber.email] = "450 4.2.0 later"
    deliver(urgent=False, seconds=10)
    assert states(event) == ["waiting"]


def test_a_release_is_tried_again_without_the_page_that_was_withdrawn(
    tree: Tree, post_office: PostOffice
) -> None:
    follower("sv")
    release, events = publish_together(
        tree, (tree.area, "sv", "material"), (tree.other_area, "sv", "material")
    )
    wait()
    fail(release, FULL)
    withdraw(tree, events[0])
    assert replay(release.pk, None) is not None
    assert states(events[0]) == ["cancelled"]
    deliver(urgent=False, seconds=10)
    [(_recipient, message)] = post_office.handler.accepted
    assert events[1].title.encode() in message
    assert events[0].title.encode() not in message


def test_who_would_get_an_empty_release_is_left_out(tree: Tree) -> None:
    one, all_of_it = follower("sv", tree.area), follower("sv")
    release, events = publish_together(
        tree, (tree.area, "sv", "material"), (tree.other_area, "sv", "material")
    )
    wait()
    fail(release, FULL, FULL)
    withdraw(tree, events[0])
    done = replay(release.pk, None)
    assert done is not None and (done.count, done.left_out) == (1, 1)
    assert Delivery.objects.get(event=release, subscriber=one).state == "failed"
    assert Delivery.objects.get(event=release, subscriber=all_of_it).state == "waiting"


def test_a_release_of_which_nothing_is_left_is_not(tree: Tree) -> None:
    follower("sv")
    release, [event] = publish_together(tree, (tree.area, "sv", "material"))
    wait()
    fail(release, FULL)
    withdraw(tree, event)
    assert replay(release.pk, None) is None
    assert states(release) == ["failed"]


def test_a_summary_that_failed_is_tried_again_from_the_page_that_it_tells_of(
    tree: Tree, post_office: PostOffice
) -> None:
    reader = follower("sv")
    type(reader).objects.update(frequency="daily")
    event = publish(tree, tree.area)
    wait()
    digest_due(timezone.now() + timedelta(days=1))
    digest = Delivery.objects.get(purpose="digest")
    Delivery.objects.filter(pk=digest.pk).update(state="failed", outcome=FULL, finished_at=timezone.now())
    done = replay(event.pk, None)
    assert done is not None and done.deliveries == [digest.pk]
    deliver(urgent=False, seconds=10)
    assert post_office.recipients == [reader.email]
