"""Who followed a page when it changed, and follows it still, hears of it; nobody else does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from workers.models import Delivery, Subscriber, Subscription
from workers.services.reaching.digesting import digest_due
from workers.services.subscribing.following import change, confirm, leave
from workers.tokens import Choices, Confirmation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Act = Callable[[Subscriber, Choices], object]


def confirm_it(who: Subscriber, choices: Choices) -> None:
    confirm(Confirmation(who.key, choices, timezone.now()))


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def count_told(who: Subscriber) -> int:
    """How many messages a reader gets, or has waiting."""
    rows = Delivery.objects.filter(subscriber=who, purpose="publication")
    return rows.exclude(state__in=("suppressed", "cancelled")).count()


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("act", [change, confirm_it])
def test_who_widens_to_the_whole_plan_hears_of_what_they_followed(
    tree: Tree, act: Act, together: bool
) -> None:
    who = follower("sv", tree.area)
    if together:
        publish_together(tree, (tree.area, "sv", "material"), (tree.other_area, "sv", "material"))
    else:
        publish(tree, tree.area)
        publish(tree, tree.other_area)
    act(who, Choices("sv", "now", ("plan",)))
    wait()
    (row,) = Delivery.objects.filter(subscriber=who, purpose="publication")
    assert row.event and row.event.key == tree.area


@pytest.mark.parametrize("together", [False, True])
def test_who_narrows_hears_of_what_they_follow_still(tree: Tree, together: bool) -> None:
    who = follower("sv")
    if together:
        publish_together(tree, (tree.area, "sv", "material"), (tree.other_area, "sv", "material"))
    else:
        publish(tree, tree.area)
        publish(tree, tree.other_area)
    change(who, Choices("sv", "now", (str(tree.area),)))
    wait()
    (row,) = Delivery.objects.filter(subscriber=who, purpose="publication")
    assert row.event and row.event.key == tree.area
    assert row.reason and row.reason.key == tree.area


def test_saving_the_settings_as_they_were_loses_no_turn_that_comes_later(tree: Tree) -> None:
    who = follower("en", tree.area)
    publish(tree, tree.area)
    wait()
    change(who, Choices("en", "now", ("plan",)))
    change(who, Choices("en", "now", (str(tree.area),)))
    wait(days=8)
    assert count_told(who) == 1


def test_who_begins_to_follow_after_the_change_does_not_hear_of_it(tree: Tree) -> None:
    who = follower("sv", tree.other_area)
    publish(tree, tree.area)
    change(who, Choices("sv", "now", (str(tree.area), str(tree.other_area))))
    wait()
    assert count_told(who) == 0


def test_who_leaves_and_comes_back_does_not_hear_of_what_was_before(tree: Tree) -> None:
    who = follower("sv")
    publish(tree, tree.area)
    change(who, Choices("sv", "now", (str(tree.area),)))
    leave(who.key)
    confirm_it(who, Choices("sv", "now", ("plan",)))
    wait()
    assert count_told(who) == 0
    assert Subscription.ever.filter(subscriber=who).count() == 1


@pytest.mark.parametrize("frequency", ["now", "weekly"])
@pytest.mark.parametrize("gathered", [False, True])
def test_what_is_followed_no_longer_leaves_the_outbox(tree: Tree, frequency: str, gathered: bool) -> None:
    who = follower("sv", tree.area, tree.other_area)
    Subscriber.objects.filter(pk=who.pk).update(frequency=frequency)
    publish(tree, tree.area)
    publish(tree, tree.other_area)
    wait()
    if gathered:
        digest_due(timezone.now() + timedelta(days=8))
    change(who, Choices("sv", frequency, (str(tree.other_area),)))
    rows = Delivery.objects.filter(subscriber=who, purpose="publication").exclude(state="suppressed")
    assert [row.event.key for row in rows if row.event] == [tree.other_area]


def test_a_kind_that_is_unwanted_now_leaves_the_outbox_and_its_empty_summary(tree: Tree) -> None:
    who = follower("sv")
    Subscriber.objects.filter(pk=who.pk).update(frequency="weekly")
    publish(tree, tree.area)
    wait()
    digest_due(timezone.now() + timedelta(days=8))
    change(who, Choices("sv", "weekly", ("plan",), ("new",)))
    assert not Delivery.objects.unsent().exists()


def test_a_link_to_confirm_that_was_used_does_not_undo_later_settings(tree: Tree) -> None:
    who = follower("sv")
    link = Confirmation(who.key, Choices("sv", "now", ("plan",)), timezone.now())
    confirm(link)
    change(who, Choices("en", "weekly", (str(tree.area),)))
    assert confirm(link)
    who.refresh_from_db()
    assert (who.language, who.frequency) == ("en", "weekly")
    assert [one.topic.key for one in who.subscriptions.all() if one.topic] == [tree.area]


def test_a_link_to_confirm_that_was_not_used_yet_holds_after_other_changes(tree: Tree) -> None:
    who = follower("sv", tree.area)
    link = Confirmation(who.key, Choices("sv", "now", ("plan",)), timezone.now())
    change(who, Choices("en", "weekly", (str(tree.area),)))
    confirm(link)
    assert [one.topic for one in who.subscriptions.all()] == [None]
