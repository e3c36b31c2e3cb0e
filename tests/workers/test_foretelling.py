"""Who is shown to the editor is who hears: the set foretold equals the set mailed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from pages.events import Kind as ChangeKind
from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from workers.models import Delivery, Event, Frequency, Hearing, Kind, Subscriber, Subscription
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.foretelling import Foretelling, foretell

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PAGES = ("plan", "area", "priority", "principle", "other_area", "fresh")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Step:
    """One thing an editor does: pages published in one change, alone or together, and what comes after."""

    pages: tuple[tuple[str, str, ChangeKind], ...]
    together: bool
    again: bool
    after: str


@dataclass(frozen=True)
class Person:
    """A reader: what they follow, whether they may be written to, how often, and of which kinds of change."""

    language: str
    follows: tuple[str, ...]
    state: str
    frequency: Frequency
    kinds: frozenset[str]


kinds: st.SearchStrategy[ChangeKind] = st.sampled_from(
    ("material", "material", "new", "minor", "correction", "moved", "withdrawn")
)
versions = st.tuples(st.sampled_from(PAGES), st.sampled_from(LANGUAGES), kinds)
steps = st.builds(
    Step,
    st.lists(versions, min_size=1, max_size=4, unique_by=lambda v: v[:2]).map(tuple),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["window", "window", "sent", "weeks", "stopped"]),
)
readers = st.builds(
    Person,
    st.sampled_from(LANGUAGES),
    st.lists(st.sampled_from(PAGES[:-1]), max_size=3, unique=True).map(tuple),
    st.sampled_from(["active"] * 6 + ["unconfirmed", "left", "late", "from the other language"]),
    st.sampled_from([Frequency.NOW, Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY]),
    st.frozensets(st.sampled_from(Kind.values), min_size=1),
)
# A page of a release is published again in one language, and a reader has changed to it: both turns tell of the release.
TWICE_IN_ONE_RELEASE = (
    [
        Person("sv", (), "active", Frequency.NOW, frozenset({"new"})),
        Person("en", (), "from the other language", Frequency.NOW, frozenset({"new", "material"})),
    ],
    [
        Step(
            (("plan", "sv", "material"), ("plan", "en", "material")),
            together=True,
            again=False,
            after="window",
        )
    ],
    Step((("plan", "sv", "material"),), together=False, again=False, after="window"),
)
situations = st.tuples(st.lists(readers, min_size=1, max_size=5), st.lists(steps, max_size=3), steps)


def act(tree: Tree, step: Step, changes: dict[str, UUID]) -> list[Event]:
    """Publish what a step says; `again` translates the last change of a page instead of making one."""
    pages = [(getattr(tree, name), locale, kind) for name, locale, kind in step.pages]
    if step.together:
        release, events = publish_together(tree, *pages)
        return [release, *events]
    events = []
    for (name, _, _), (key, locale, kind) in zip(step.pages, pages, strict=True):
        changes[name] = changes[name] if step.again and name in changes else uuid4()
        events.append(publish(tree, key, locale, kind, change=changes[name]))
    return events


def settle(events: list[Event], after: str) -> None:
    """Let time pass as a step says."""
    if after == "stopped":
        for event in events:
            stop_mail(event.pk)
    elif after != "window":
        wait(days=30 if after == "weeks" else 0)


def settle_in(tree: Tree, person: Person) -> Subscriber:
    reader = follower(person.language, *(getattr(tree, name) for name in person.follows))
    now = timezone.now()
    if person.state == "unconfirmed":
        Subscriber.objects.filter(pk=reader.pk).update(confirmed_at=None)
    elif person.state == "left":
        Subscriber.objects.filter(pk=reader.pk).update(ended_at=now)
    elif person.state == "late":
        Subscription.objects.filter(subscriber=reader).update(since=now + timedelta(days=1))
    wants = {f"wants_{kind}": kind in person.kinds for kind in Kind.values}
    Subscriber.objects.filter(pk=reader.pk).update(frequency=person.frequency, **wants)
    return reader


def foretell_events(events: list[Event]) -> Foretelling:
    pages = [event.publication for event in events if event.publication is not None]
    return foretell(pages, [event.key for event in events if event.is_release])


Row = tuple[str, str, int, bool]


def as_rows(foretold: Foretelling) -> set[Row]:
    """The turns as (title, readers' language, subscriber, in a summary): titles stay when a step is taken back."""
    return {
        (turn.event.title, turn.language, one, turn.frequency != Frequency.NOW)
        for turn in foretold.turns
        for one in turn.recipients
    }


def read_mailed(telling: set[int], before: set[int]) -> set[Row]:
    """What was written down for readers since, in the same form; a page of a release counts as the release."""
    rows = (
        Delivery.objects.exclude(pk__in=before).exclude(state="included").select_related("event__gathered_by")
    )
    found = set()
    for row in rows:
        event = row.event and (row.event.gathered_by or row.event)
        if event and event.pk in telling and row.subscriber_id:
            found.add((event.title, row.language, row.subscriber_id, row.state == "held"))
    return found


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def test_readers_of_the_other_language_are_foretold_for_later(tree: Tree) -> None:
    swedish, english = follower("sv"), follower("en")
    event = publish(tree, tree.area)
    first, later = foretell_events([event]).turns
    assert (first.language, set(first.recipients)) == ("sv", {swedish.pk})
    assert (later.language, set(later.recipients)) == ("en", {english.pk})
    assert later.due_at - first.due_at >= timedelta(days=7)


def test_a_minor_change_is_foretold_to_nobody(tree: Tree) -> None:
    follower("sv")
    assert foretell_events([publish(tree, tree.area, kind="minor")]).turns == []


def test_the_foretold_message_is_the_one_that_most_get(tree: Tree) -> None:
    follower("sv"), follower("sv", tree.area), follower("sv", tree.area)
    event = publish(tree, tree.area, note="Målet är höjt.", title="Språk")
    (words,) = [turn.words for turn in foretell_events([event]).turns if turn.words]
    assert words.subject == "Ändrat: U2 Språk"
    assert "Målet är höjt." in words.text and "Målet är höjt." in words.html
    assert "följer U2" in words.text


def test_foretelling_leaves_nothing_behind(tree: Tree) -> None:
    follower("sv")
    event = publish(tree, tree.area)
    before = list(Hearing.objects.order_by("pk").values())
    foretell_events([event])
    event.refresh_from_db()
    assert event.state == "waiting"
    assert list(Hearing.objects.order_by("pk").values()) == before
    assert not Delivery.objects.exists()


def test_the_foretold_readers_are_those_who_are_mailed(size: Callable[[int, int], int]) -> None:
    tree = grow("sv", "en")
    heard = 0

    @settings(
        max_examples=size(40, 400),
        deadline=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(situations)
    @example(TWICE_IN_ONE_RELEASE)
    def check(situation: tuple[list[Person], list[Step], Step]) -> None:
        nonlocal heard
        people, history, step = situation
        with transaction.atomic():
            heard += compare(tree, people, history, step)
            transaction.set_rollback(True)

    check()
    assert heard > size(10, 100), "the situations say nothing if nobody hears in them"


def compare(tree: Tree, people: list[Person], history: list[Step], step: Step) -> int:
    """Foretell a step in a transaction that is rolled back; take it; foretell again; return how many mails."""
    readers = [settle_in(tree, person) for person in people]
    changes: dict[str, UUID] = {}
    for earlier in history:
        settle(act(tree, earlier, changes), earlier.after)
    for person, reader in zip(people, readers, strict=True):
        if person.state == "from the other language":
            other = "en" if person.language == "sv" else "sv"
            moved = {"language": other, "former_language": person.language, "language_since": timezone.now()}
            Subscriber.objects.filter(pk=reader.pk).update(**moved)
    sent = set(Delivery.objects.values_list("pk", flat=True))
    with transaction.atomic():
        foretold_before = as_rows(foretell_events(act(tree, step, dict(changes))))
        transaction.set_rollback(True)
    events = act(tree, step, changes)
    foretold = foretell_events(events)
    assert {row[1:] for row in foretold_before} == {row[1:] for row in as_rows(foretold)}
    telling = {turn.event.pk for turn in foretold.turns}
    wait(days=30)
    mailed = read_mailed(telling, sent)
    assert as_rows(foretold) == mailed
    assert read_mailed({event.pk for event in events}, sent) <= mailed
    return len(mailed)
