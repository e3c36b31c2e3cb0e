"""Who reads a summary hears once a day or a week, of all that changed, and of nothing when nothing did."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone

from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Event, Frequency, Purpose, Subscriber, Topic
from workers.services.delivering.sending import deliver
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.digesting import digest_due, find_next_slot, find_slot
from workers.services.subscribing.following import change, leave
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEXT_WEEK = timedelta(days=8)


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def summary_reader(frequency: str = "daily", language: str = "sv") -> Subscriber:
    reader = follower(language)
    Subscriber.objects.filter(pk=reader.pk).update(frequency=frequency)
    return Subscriber.objects.get(pk=reader.pk)


def choose(reader: Subscriber, *, language: str = "sv", frequency: str = "daily") -> None:
    change(reader, Choices(language, frequency, ("plan",)))


def summarise(mailbox: Path) -> list[EmailMessage]:
    """Let the hour of every summary come, send what is due, and return the mails."""
    digest_due(timezone.now() + NEXT_WEEK)
    Delivery.objects.filter(state="waiting").update(next_attempt_at=timezone.now())
    deliver(urgent=False, seconds=60)
    return read_mailbox(mailbox)


def read_text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


@pytest.mark.parametrize(
    ("frequency", "now", "slot"),
    [
        ("daily", datetime(2026, 11, 23, 7, 30, tzinfo=UTC), date(2026, 11, 23)),
        ("daily", datetime(2026, 11, 23, 7, 29, 59, tzinfo=UTC), date(2026, 11, 22)),
        ("daily", datetime(2026, 6, 1, 6, 30, tzinfo=UTC), date(2026, 6, 1)),
        ("daily", datetime(2026, 6, 1, 6, 29, tzinfo=UTC), date(2026, 5, 31)),
        ("daily", datetime(2026, 3, 29, 6, 30, tzinfo=UTC), date(2026, 3, 29)),
        ("daily", datetime(2026, 10, 25, 7, 29, tzinfo=UTC), date(2026, 10, 24)),
        ("weekly", datetime(2026, 11, 23, 7, 30, tzinfo=UTC), date(2026, 11, 23)),
        ("weekly", datetime(2026, 11, 23, 7, 29, tzinfo=UTC), date(2026, 11, 16)),
        ("weekly", datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_summary_is_due_at_half_past_eight_in_winter_and_in_summer(
    frequency: str, now: datetime, slot: date
) -> None:
    found = find_slot(frequency, now)
    assert (found.date(), found.hour, found.minute) == (slot, 8, 30)
    following = find_next_slot(frequency, now)
    assert following > now >= found
    assert (following.hour, following.minute) == (8, 30)
    assert (following.date() - slot).days == (7 if frequency == "weekly" else 1)


def test_a_summary_gathers_what_changed_and_each_reader_hears_once(tree: Tree, mailbox: Path) -> None:
    reader = summary_reader()
    publish(tree, tree.area, note="Målet är höjt.", title="Språk")
    publish(tree, tree.priority, note="Två nya insatser.", title="Sfi")
    publish(tree, tree.plan, note="Planen gäller till 2030.", title="Planen")
    wait()
    deliver(urgent=False, seconds=60)
    assert read_mailbox(mailbox) == []
    (mail,) = summarise(mailbox)
    text = read_text(mail)
    assert mail["To"] == reader.email
    for words in ("Språk", "Målet är höjt.", "Sfi", "Två nya insatser.", "Planen gäller till 2030."):
        assert words in text
    assert len(summarise(mailbox)) == 1


def test_a_release_is_one_heading_of_a_summary_with_its_note_said_once(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    publish_together(tree, (tree.area, "sv", "material"), (tree.plan, "sv", "material"), title="Året")
    wait()
    (mail,) = summarise(mailbox)
    assert read_text(mail).count("Året sv") == 1
    assert read_text(mail).count("Not sv") == 1


def test_a_page_that_changed_twice_stands_with_the_hour_of_each(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    for note in ("Första.", "Andra."):
        publish(tree, tree.area, note=note, title="Språk")
        wait()
    publish(tree, tree.priority, title="Sfi")
    wait()
    Event.objects.filter(note="Första.").update(at=datetime(2026, 11, 21, 9, 5, tzinfo=UTC))
    Event.objects.filter(note="Andra.").update(at=datetime(2026, 11, 22, 13, 0, tzinfo=UTC))
    text = read_text(summarise(mailbox)[0])
    assert "Språk, 21 november 10:05" in text
    assert "Språk, 22 november 14:00" in text
    assert "Sfi," not in text


def test_no_summary_is_sent_when_nothing_changed(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    publish(tree, tree.area, kind="correction")
    wait()
    assert summarise(mailbox) == []
    assert digest_due() == 0


def test_what_changes_after_the_hour_waits_for_the_next(tree: Tree) -> None:
    summary_reader()
    now = timezone.now()
    slot = find_slot("daily", now)
    publish(tree, tree.area)
    wait()
    Delivery.objects.update(created_at=slot + timedelta(seconds=1))
    assert digest_due(now) == 0
    Delivery.objects.update(created_at=slot - timedelta(seconds=1))
    assert digest_due(now) == 1


def test_two_who_gather_make_one_summary(tree: Tree) -> None:
    summary_reader()
    publish(tree, tree.area)
    wait()
    later = timezone.now() + NEXT_WEEK
    assert (digest_due(later), digest_due(later)) == (1, 0)
    publish(tree, tree.plan)
    wait()
    Delivery.objects.filter(purpose=Purpose.DIGEST).update(state="sent")
    digest_due(later)
    assert Delivery.objects.filter(purpose=Purpose.DIGEST).count() == 1
    assert Delivery.objects.filter(state="held").count() == 1


def test_who_leaves_before_the_hour_gets_no_summary(tree: Tree, mailbox: Path) -> None:
    reader = summary_reader()
    publish(tree, tree.area)
    wait()
    leave(reader.key)
    assert summarise(mailbox) == []


def test_what_is_withdrawn_before_the_mail_is_in_no_summary(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    publish(tree, tree.area, title="Borta")
    publish(tree, tree.plan, title="Kvar")
    wait()
    digest_due(timezone.now() + NEXT_WEEK)
    publish(tree, tree.area, kind="withdrawn")
    (mail,) = summarise(mailbox)
    assert "Kvar" in read_text(mail) and "Borta" not in read_text(mail)


def test_a_summary_with_nothing_left_to_tell_is_not_sent(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    publish(tree, tree.area)
    wait()
    digest_due(timezone.now() + NEXT_WEEK)
    publish(tree, tree.area, kind="withdrawn")
    assert summarise(mailbox) == []


def test_what_was_stopped_enters_no_summary(tree: Tree, mailbox: Path) -> None:
    summary_reader()
    assert stop_mail(publish(tree, tree.area).pk)
    wait()
    assert summarise(mailbox) == []


def test_who_changes_to_hearing_at_once_gets_what_was_held_now(tree: Tree, mailbox: Path) -> None:
    reader = summary_reader("weekly")
    publish(tree, tree.area, note="Målet är höjt.")
    wait()
    choose(reader, frequency="now")
    assert digest_due() == 1
    deliver(urgent=False, seconds=60)
    (mail,) = read_mailbox(mailbox)
    assert "Målet är höjt." in read_text(mail)


@pytest.mark.parametrize("together", [False, True])
def test_who_changes_to_a_summary_before_the_mail_gets_the_summary(
    tree: Tree, mailbox: Path, together: bool
) -> None:
    reader = follower("sv")
    if together:
        publish_together(tree, (tree.area, "sv", "material"))
    else:
        publish(tree, tree.area)
    wait()
    choose(reader, frequency="daily")
    deliver(urgent=False, seconds=60)
    assert read_mailbox(mailbox) == []
    (mail,) = summarise(mailbox)
    assert Delivery.objects.get(purpose=Purpose.DIGEST).state == "sent"
    assert str(mail["Content-Language"]) == "sv"


@pytest.mark.parametrize("frequency", [Frequency.NOW, Frequency.DAILY])
def test_who_changes_language_before_the_mail_reads_their_own_version(
    tree: Tree, mailbox: Path, frequency: Frequency
) -> None:
    reader = summary_reader(frequency)
    swedish = publish(tree, tree.area, title="Språk")
    publish(tree, tree.area, "en", title="Languages", change=swedish.change)
    wait()
    choose(reader, language="en", frequency=frequency)
    deliver(urgent=False, seconds=60)
    (mail,) = summarise(mailbox)
    assert str(mail["Content-Language"]) == "en"
    assert "Languages" in read_text(mail) and "Språk" not in read_text(mail)


def test_who_changes_language_between_the_two_turns_is_told_once(tree: Tree, mailbox: Path) -> None:
    reader = follower("sv")
    english = publish(tree, tree.area, "en", title="Languages")
    swedish = publish(tree, tree.area, "sv", title="Språk", change=english.change)
    english.hearings.update(due_at=timezone.now() - timedelta(hours=1))
    wait_for(english)
    choose(reader, language="en", frequency="now")
    wait_for(swedish)
    deliver(urgent=False, seconds=60)
    deliver(urgent=False, seconds=60)
    (mail,) = read_mailbox(mailbox)
    assert "Languages" in str(mail["Subject"])


def wait_for(event: Event) -> None:
    """Let one event out of its undo window, and leave the others in theirs."""
    from workers.services.reaching.releasing import release_due

    event.hearings.update(due_at=timezone.now() - timedelta(hours=1))
    release_due()


def test_who_follows_an_actor_hears_of_what_it_has_a_role_in(tree: Tree) -> None:
    Topic.objects.create(key=tree.fresh, type="actor")
    reader = follower("sv", tree.fresh)
    other = follower("sv", tree.principle)
    publish(tree, tree.priority, names=(tree.fresh,))
    publish(tree, tree.area)
    wait()
    assert [row.event.type for row in Delivery.objects.filter(subscriber=reader) if row.event] == ["priority"]
    assert not Delivery.objects.filter(subscriber=other).exists()


@pytest.mark.parametrize(
    ("kinds", "heard"),
    [
        (("new",), ["new"]),
        (("material",), ["material"]),
        (("minor",), ["minor"]),
        (("new", "minor"), ["minor", "new"]),
    ],
)
def test_a_reader_hears_of_the_kinds_they_chose(tree: Tree, kinds: tuple[str, ...], heard: list[str]) -> None:
    reader = follower("sv")
    change(reader, Choices("sv", "now", ("plan",), kinds))
    for key, kind in (
        (tree.area, "minor"),
        (tree.plan, "material"),
        (tree.fresh, "new"),
        (tree.principle, "correction"),
    ):
        publish(tree, key, kind=kind)  # type: ignore[arg-type]  # the kinds are written out
    wait()
    assert sorted(row.event.kind for row in Delivery.objects.all() if row.event) == heard
