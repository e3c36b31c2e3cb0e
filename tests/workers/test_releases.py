"""Several pages that were published as one are told in one message, and nobody hears twice."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from tests.workers.announcing import (
    Tree,
    follower,
    grow,
    heard,
    publish,
    publish_together,
    read_in,
    wait,
)
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Event, Hearing
from workers.services.delivering.sending import deliver
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.releasing import release_due

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def test_one_message_names_all_pages_that_concern_the_reader(tree: Tree) -> None:
    of_all, of_area = follower("sv"), follower("sv", tree.area)
    release, events = publish_together(
        tree,
        (tree.area, "sv", "material"),
        (tree.priority, "sv", "material"),
        (tree.other_area, "sv", "material"),
    )
    wait(days=30)
    assert heard(of_all) == heard(of_area) == [release]
    assert read_in(of_all, release) == events
    assert read_in(of_area, release) == events[:2]


def test_each_language_has_one_message_with_its_own_versions(tree: Tree) -> None:
    swedish, english = follower("sv"), follower("en")
    release, (area_sv, area_en, plan_sv, plan_en) = publish_together(
        tree,
        (tree.area, "sv", "material"),
        (tree.area, "en", "material"),
        (tree.plan, "sv", "material"),
        (tree.plan, "en", "material"),
    )
    wait(days=30)
    assert heard(swedish) == heard(english) == [release]
    assert read_in(swedish, release) == [area_sv, plan_sv]
    assert read_in(english, release) == [area_en, plan_en]


def test_who_follows_no_page_of_it_hears_nothing(tree: Tree) -> None:
    person = follower("sv", tree.principle)
    publish_together(tree, (tree.area, "sv", "material"))
    wait(days=30)
    assert heard(person) == []


def test_a_release_without_news_is_mailed_to_nobody(tree: Tree) -> None:
    person = follower("sv")
    publish_together(tree, (tree.area, "sv", "minor"), (tree.plan, "sv", "correction"))
    wait(days=30)
    assert heard(person) == []


def test_a_page_that_is_not_translated_is_named_in_the_other_language_at_once(tree: Tree) -> None:
    english = follower("en")
    release, (area, _, plan) = publish_together(
        tree,
        (tree.area, "sv", "material"),
        (tree.plan, "sv", "material"),
        (tree.plan, "en", "material"),
    )
    wait()
    assert heard(english) == [release]
    assert read_in(english, release) == [area, plan]


def test_its_translation_is_no_news_afterwards(tree: Tree) -> None:
    english = follower("en")
    release, (area,) = publish_together(tree, (tree.area, "sv", "material"))
    wait()
    publish(tree, tree.area, "en", "material", change=area.change)
    wait(days=30)
    assert heard(english) == [release]


def test_a_new_page_told_in_swedish_is_no_news_when_it_is_translated(tree: Tree) -> None:
    english = follower("en")
    tree.priority = uuid4()
    release, (page,) = publish_together(tree, (tree.priority, "sv", "new"))
    wait()
    publish(tree, tree.priority, "en", "new", change=page.change)
    wait(days=30)
    assert heard(english) == [release]


def test_a_translation_in_a_release_ends_the_wait_for_it(tree: Tree) -> None:
    english = follower("en")
    event = publish(tree, tree.area, "sv", "material")
    wait()
    translated = uuid4()
    publish(tree, tree.area, "en", "material", change=event.change, release=translated)
    assert heard(english) == []
    assert not Hearing.objects.filter(event=event, language="en", state="waiting").exists()


def test_who_was_told_of_the_change_does_not_hear_of_it_in_a_release(tree: Tree) -> None:
    english = follower("en")
    event = publish(tree, tree.area, "sv", "material")
    wait(days=30)
    assert heard(english) == [event]
    release = uuid4()
    publish(tree, tree.area, "en", "material", change=event.change, release=release)
    wait(days=30)
    assert heard(english) == [event]


def test_a_correction_within_the_window_is_told_in_the_release(tree: Tree) -> None:
    person = follower()
    release, (area, plan) = publish_together(
        tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material")
    )
    corrected = publish(tree, tree.area, "sv", "correction", title="Rättad")
    wait(days=30)
    assert heard(person) == [release]
    assert {event.pk for event in read_in(person, release)} == {plan.pk, corrected.pk}
    area.refresh_from_db()
    assert area.superseded_by == corrected


def test_a_page_published_alone_before_is_told_in_the_release_alone(tree: Tree) -> None:
    person = follower()
    publish(tree, tree.area)
    release, (event,) = publish_together(tree, (tree.area, "sv", "material"))
    wait(days=30)
    assert heard(person) == [release]
    assert read_in(person, release) == [event]


def test_a_second_release_takes_over_what_it_has_in_common(tree: Tree) -> None:
    person = follower()
    first, (area, plan) = publish_together(tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material"))
    second, (again,) = publish_together(tree, (tree.area, "sv", "material"))
    wait(days=30)
    assert heard(person) == [first, second]
    assert read_in(person, first) == [plan]
    assert read_in(person, second) == [again]
    assert area != again


def test_a_second_release_of_everything_takes_the_place_of_the_first(tree: Tree) -> None:
    person = follower()
    first, _ = publish_together(tree, (tree.area, "sv", "material"))
    second, _ = publish_together(tree, (tree.area, "sv", "correction"))
    wait(days=30)
    first.refresh_from_db()
    assert heard(person) == [second]
    assert (first.state, first.superseded_by) == ("superseded", second)


def test_a_page_withdrawn_within_the_window_is_not_named(tree: Tree) -> None:
    person = follower()
    release, (_area, plan) = publish_together(
        tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material")
    )
    publish(tree, tree.area, "sv", "withdrawn")
    wait(days=30)
    assert heard(person) == [release]
    assert read_in(person, release) == [plan]


def test_a_release_whose_every_page_was_withdrawn_is_cancelled(tree: Tree) -> None:
    person = follower()
    release, _ = publish_together(tree, (tree.area, "sv", "material"))
    publish(tree, tree.area, "sv", "withdrawn")
    wait(days=30)
    release.refresh_from_db()
    assert (release.state, heard(person)) == ("cancelled", [])


def test_a_withdrawal_after_the_window_cancels_what_has_not_been_sent(tree: Tree) -> None:
    of_area, of_plan = follower("sv", tree.area), follower("sv")
    release, (_area, plan) = publish_together(
        tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material")
    )
    wait()
    publish(tree, tree.area, "sv", "withdrawn")
    assert heard(of_area) == []
    assert heard(of_plan) == [release]
    assert read_in(of_plan, release) == [plan]


def test_stopping_it_stops_every_page_of_it(tree: Tree) -> None:
    person = follower()
    release, events = publish_together(tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material"))
    assert stop_mail(release.pk)
    wait(days=30)
    assert heard(person) == []
    assert set(Event.objects.filter(pk__in=[e.pk for e in events]).values_list("state", flat=True)) == {
        "cancelled"
    }


def test_a_page_of_it_cannot_be_stopped_alone_nor_anything_after_the_window(tree: Tree) -> None:
    release, (area,) = publish_together(tree, (tree.area, "sv", "material"))
    assert not stop_mail(area.pk)
    wait()
    assert not stop_mail(release.pk)


def test_a_pass_that_was_cut_off_is_finished_by_the_next(tree: Tree) -> None:
    people = [follower() for _ in range(3)]
    release, _ = publish_together(tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material"))
    wait()
    Delivery.objects.filter(subscriber=people[0]).delete()
    Hearing.objects.filter(event=release, language="sv").update(state="waiting", due_at=release.at)
    release_due()
    assert [heard(person) for person in people] == [[release]] * 3


@pytest.mark.parametrize(
    ("language", "words", "mark"),
    [("sv", "Publicerat tillsammans:", "(på engelska)"), ("en", "Published together:", "(in Swedish)")],
)
def test_the_message_is_in_the_readers_language_and_says_what_is_not(
    tree: Tree, mailbox: Path, language: str, words: str, mark: str
) -> None:
    follower(language, tree.area, tree.other_area)
    other = "en" if language == "sv" else "sv"
    _, events = publish_together(
        tree,
        (tree.other_area, other, "material"),
        (tree.area, language, "material"),
        (tree.principle, language, "material"),
    )
    wait()
    deliver(urgent=False, seconds=60)
    (message,) = read_mailbox(mailbox)
    text, html = (str(message.get_body((kind,)).get_content()) for kind in ("plain", "html"))  # type: ignore[union-attr]  # both parts are there
    assert message["Subject"].startswith(words)
    assert message["Content-Language"] == language
    assert f"Not {language}" in text and f"Not {language}" in html
    assert text.index(events[1].title) < text.index(events[0].title), "U2 comes before U10"
    assert events[2].title not in text
    assert mark in text and mark in html
    assert f'lang="{other}"' in html
    assert "https://plan.example.org/unsubscribe/" in text


def test_a_release_described_in_one_language_is_described_in_it_to_all(tree: Tree, mailbox: Path) -> None:
    follower("en")
    publish_together(tree, (tree.area, "en", "material"), languages=("sv",))
    wait()
    deliver(urgent=False, seconds=60)
    (message,) = read_mailbox(mailbox)
    assert message["Subject"] == "Published together: Samlat sv"
    html = str(message.get_body(("html",)).get_content())  # type: ignore[union-attr]  # it is there
    assert re.search('<h1[^>]* lang="sv"', html)
