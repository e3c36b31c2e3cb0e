"""Who hears when, in which language, and never twice."""

from uuid import uuid4

import pytest

from tests.workers.announcing import Tree, follower, grow, heard, publish, wait
from workers.models import Delivery, Event, Hearing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


@pytest.fixture
def swedish() -> Tree:
    return grow("sv")


# -- What is followed ------------------------------------------------------------


def test_a_material_change_is_told_to_who_follows_the_page(tree: Tree) -> None:
    person = follower("sv", tree.priority)
    event = publish(tree, tree.priority)
    wait()
    assert heard(person) == [event]


def test_a_material_change_is_told_to_who_follows_what_is_above(tree: Tree) -> None:
    of_area, of_plan, of_all = follower("sv", tree.area), follower("sv", tree.plan), follower("sv")
    event = publish(tree, tree.priority)
    wait()
    assert heard(of_area) == heard(of_plan) == heard(of_all) == [event]


def test_a_material_change_is_not_told_to_who_follows_a_sister_or_a_part(tree: Tree) -> None:
    of_sister, of_part = follower("sv", tree.other_area), follower("sv", tree.priority)
    publish(tree, tree.area)
    wait()
    assert heard(of_sister) == heard(of_part) == []


@pytest.mark.parametrize("kind", ["correction", "minor", "moved", "withdrawn"])
def test_what_is_not_news_is_mailed_to_nobody(tree: Tree, kind: str) -> None:
    person = follower("sv")
    publish(tree, tree.priority, kind=kind)  # type: ignore[arg-type]  # parametrize gives plain text
    wait(days=30)
    assert heard(person) == []


def test_a_new_page_is_told_to_who_follows_its_parent_or_the_plan(tree: Tree) -> None:
    of_area, of_plan, of_sister = follower("sv", tree.area), follower("sv"), follower("sv", tree.other_area)
    tree.priority = uuid4()
    event = publish(tree, tree.priority, kind="new")
    wait()
    assert heard(of_area) == heard(of_plan) == [event]
    assert heard(of_sister) == []


def test_a_new_actor_stands_under_nothing_and_is_no_news(tree: Tree) -> None:
    person = follower("sv")
    publish(tree, uuid4(), kind="new")
    wait()
    assert heard(person) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("after_the_window", [False, True])
def test_a_page_that_comes_back_is_no_news(tree: Tree, language: str, after_the_window: bool) -> None:
    person = follower(language)
    branch = (tree.plan, tree.area, tree.priority)
    for kind in ("withdrawn", "new"):
        change = uuid4()
        for key in branch:
            for locale in ("sv", "en"):
                publish(tree, key, locale, kind, change=change)
        if after_the_window:
            wait()
    wait(days=30)
    assert heard(person) == []


def test_a_page_that_came_back_is_news_again_when_it_changes(tree: Tree) -> None:
    person = follower()
    publish(tree, tree.area, kind="withdrawn")
    publish(tree, tree.area, kind="new")
    event = publish(tree, tree.area, kind="material")
    wait()
    assert heard(person) == [event]


def test_a_new_page_corrected_in_the_window_is_still_news(tree: Tree) -> None:
    person = follower("sv", tree.area)
    tree.priority = uuid4()
    publish(tree, tree.priority, kind="new")
    event = publish(tree, tree.priority, kind="correction")
    wait()
    assert heard(person) == [event]


def test_a_translation_that_comes_back_with_a_material_change_tells_of_it(tree: Tree) -> None:
    english = follower("en")
    publish(tree, tree.area, "en", "withdrawn")
    change = uuid4()
    publish(tree, tree.area, "sv", "material", change=change)
    event = publish(tree, tree.area, "en", "new", change=change)
    wait(days=30)
    assert heard(english) == [event]


def test_who_follows_a_page_twice_over_hears_once(tree: Tree) -> None:
    person = follower("sv", tree.area, tree.priority, tree.plan)
    event = publish(tree, tree.priority)
    wait()
    assert heard(person) == [event]


def test_who_is_unconfirmed_or_gone_hears_nothing(tree: Tree) -> None:
    unconfirmed, gone = follower(), follower()
    unconfirmed.confirmed_at = None
    unconfirmed.save()
    gone.ended_at = gone.confirmed_at
    gone.save()
    publish(tree, tree.plan)
    wait()
    assert heard(unconfirmed) == heard(gone) == []


def test_a_page_that_moved_is_told_to_who_follows_its_new_parent(tree: Tree) -> None:
    person = follower("sv", tree.other_area)
    tree.area = tree.other_area
    publish(tree, tree.priority, kind="moved")
    event = publish(tree, tree.priority)
    wait()
    assert heard(person) == [event]


# -- The undo window -------------------------------------------------------------


def test_nobody_hears_before_the_undo_window_ends(tree: Tree) -> None:
    from workers.services.reaching.releasing import release_due

    person = follower()
    publish(tree, tree.plan)
    release_due()
    assert heard(person) == []


def test_a_second_publication_in_the_window_replaces_the_first(tree: Tree) -> None:
    person = follower()
    first = publish(tree, tree.plan, note="first")
    second = publish(tree, tree.plan, note="second")
    wait()
    first.refresh_from_db()
    assert heard(person) == [second]
    assert (first.state, first.superseded_by) == ("superseded", second)


def test_a_correction_in_the_window_carries_the_news_its_note_and_its_key(tree: Tree) -> None:
    person = follower()
    first = publish(tree, tree.plan, note="What has changed")
    second = publish(tree, tree.plan, kind="correction")
    wait()
    assert heard(person) == [second]
    assert (second.note, second.announcement) == ("What has changed", first.change)
    assert Event.objects.filter(pk__in=[first.pk, second.pk]).count() == 2


def test_a_second_publication_after_the_window_is_a_change_of_its_own(tree: Tree) -> None:
    person = follower()
    first = publish(tree, tree.plan)
    wait()
    second = publish(tree, tree.plan)
    wait()
    assert heard(person) == [first, second]


def test_a_correction_after_the_window_is_told_to_nobody(tree: Tree) -> None:
    person = follower()
    first = publish(tree, tree.plan)
    wait()
    publish(tree, tree.plan, kind="correction")
    wait(days=30)
    assert heard(person) == [first]


def test_a_move_in_the_window_neither_stops_nor_replaces_the_mail(tree: Tree) -> None:
    person = follower()
    event = publish(tree, tree.plan)
    publish(tree, tree.plan, kind="moved")
    wait()
    assert heard(person) == [event]


def test_a_withdrawal_cancels_what_waits(tree: Tree) -> None:
    person = follower()
    event = publish(tree, tree.plan)
    publish(tree, tree.plan, kind="withdrawn")
    wait(days=30)
    event.refresh_from_db()
    assert heard(person) == []
    assert event.state == "cancelled"


def test_a_withdrawal_cancels_deliveries_that_are_not_sent(tree: Tree) -> None:
    person = follower()
    publish(tree, tree.plan)
    wait()
    publish(tree, tree.plan, kind="withdrawn")
    assert heard(person) == []
    assert Delivery.objects.get(subscriber=person).state == "cancelled"


def test_a_withdrawal_in_one_language_leaves_the_other_alone(tree: Tree) -> None:
    english = follower("en")
    change = uuid4()
    publish(tree, tree.plan, "sv", change=change)
    event = publish(tree, tree.plan, "en", change=change)
    publish(tree, tree.plan, "sv", "withdrawn")
    wait()
    assert heard(english) == [event]


# -- Two languages ---------------------------------------------------------------


def test_each_reader_hears_from_the_version_in_their_language(tree: Tree) -> None:
    swede, english = follower("sv"), follower("en")
    change = uuid4()
    source = publish(tree, tree.plan, "sv", change=change)
    translation = publish(tree, tree.plan, "en", change=change)
    wait(days=30)
    assert heard(swede) == [source]
    assert heard(english) == [translation]


def test_a_later_translation_is_told_when_it_goes_live(tree: Tree) -> None:
    swede, english = follower("sv"), follower("en")
    change = uuid4()
    source = publish(tree, tree.plan, "sv", change=change)
    wait()
    assert heard(english) == []
    translation = publish(tree, tree.plan, "en", change=change)
    wait(days=30)
    assert heard(swede) == [source]
    assert heard(english) == [translation]


def test_without_a_version_in_their_language_they_hear_at_once_in_the_other(swedish: Tree) -> None:
    english = follower("en")
    event = publish(swedish, swedish.plan, "sv")
    wait()
    assert heard(english) == [event]


def test_a_first_translation_is_not_told_to_who_heard_in_the_other_language(swedish: Tree) -> None:
    english = follower("en")
    change = uuid4()
    source = publish(swedish, swedish.priority, "sv", change=change)
    wait()
    publish(swedish, swedish.priority, "en", "new", change=change)
    wait(days=30)
    assert heard(english) == [source]


def test_a_first_translation_is_not_told_either_when_its_source_was_corrected_since(swedish: Tree) -> None:
    english, late = follower("en"), follower("en")
    source = publish(swedish, swedish.priority, "sv")
    wait()
    Delivery.objects.filter(subscriber=late).delete()
    fix = uuid4()
    publish(swedish, swedish.priority, "sv", "correction", change=fix)
    publish(swedish, swedish.priority, "en", "new", change=fix)
    wait(days=30)
    assert heard(english) == [source]
    assert heard(late) == []


def test_a_first_translation_within_the_window_is_what_its_readers_hear(swedish: Tree) -> None:
    swede, english = follower("sv", swedish.priority), follower("en", swedish.priority)
    change = uuid4()
    source = publish(swedish, swedish.priority, "sv", "material", change=change)
    translation = publish(swedish, swedish.priority, "en", "new", change=change)
    wait(days=30)
    assert heard(swede) == [source]
    assert heard(english) == [translation]
    assert translation.announced_kind == "material"


def test_a_version_not_updated_for_seven_days_is_told_in_the_other_language(tree: Tree) -> None:
    english = follower("en")
    event = publish(tree, tree.plan, "sv")
    wait()
    wait(days=6)
    assert heard(english) == []
    wait(days=1)
    assert heard(english) == [event]


def test_a_translation_after_the_seven_days_is_not_told_again(tree: Tree) -> None:
    english = follower("en")
    change = uuid4()
    event = publish(tree, tree.plan, "sv", change=change)
    wait()
    wait(days=8)
    publish(tree, tree.plan, "en", "material", change=change)
    wait(days=30)
    assert heard(english) == [event]


def test_a_translation_of_a_later_correction_brings_the_news_it_catches_up_with(tree: Tree) -> None:
    english = follower("en")
    publish(tree, tree.plan, "sv", "material")
    wait()
    fix = uuid4()
    publish(tree, tree.plan, "sv", "correction", change=fix)
    translation = publish(tree, tree.plan, "en", "correction", change=fix)
    wait(days=30)
    assert heard(english) == [translation]


def test_an_edit_of_the_translation_alone_does_not_end_the_wait(tree: Tree) -> None:
    english = follower("en")
    event = publish(tree, tree.plan, "sv", "material")
    wait()
    publish(tree, tree.plan, "en", "correction")
    wait(days=8)
    assert heard(english) == [event]


@pytest.mark.parametrize("after_the_window", [False, True])
def test_a_material_change_of_the_translation_itself_ends_the_wait(
    tree: Tree, after_the_window: bool
) -> None:
    english = follower("en")
    publish(tree, tree.plan, "sv", "material")
    if after_the_window:
        wait()
    own = publish(tree, tree.plan, "en", "material")
    wait(days=30)
    assert heard(english) == [own]


def test_a_page_that_is_new_in_swedish_alone_is_no_news_to_who_has_it_in_english() -> None:
    tree = grow("en")
    english = follower("en")
    publish(tree, tree.priority, "sv", "new")
    wait(days=30)
    assert heard(english) == []


def test_a_replaced_source_is_told_once_in_each_language(swedish: Tree) -> None:
    swede, english = follower("sv"), follower("en")
    first, second = uuid4(), uuid4()
    publish(swedish, swedish.plan, "sv", "material", change=first)
    source = publish(swedish, swedish.plan, "sv", "correction", change=second)
    translation = publish(swedish, swedish.plan, "en", "new", change=second)
    wait(days=30)
    assert heard(swede) == [source]
    assert heard(english) == [translation]


# -- Ticks are idempotent --------------------------------------------------------


def test_a_second_tick_and_a_turn_that_was_cut_short_add_nothing(tree: Tree) -> None:
    person = follower()
    event = publish(tree, tree.plan)
    wait()
    Hearing.objects.filter(event=event).update(state="waiting")
    wait(days=8)
    assert heard(person) == [event]
    assert Delivery.objects.filter(subscriber=person).count() == 1


def test_who_began_to_follow_after_a_change_does_not_hear_of_it(swedish: Tree) -> None:
    before = follower("sv", swedish.area)
    event = publish(swedish, swedish.priority)
    after = follower("sv", swedish.area)
    wait()
    assert heard(before) == [event]
    assert heard(after) == []
