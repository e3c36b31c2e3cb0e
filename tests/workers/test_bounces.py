"""What comes back: dead addresses, complaints, and mails that claim to be either."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.services.imap import ImapServer
from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.post_office import PostOffice
from tests.workers.returning import BARE, bounce, complaint, vacation
from workers.models import Bounce, Delivery, ReportCount, Subscriber, Throttle
from workers.services.bounces.fetching import fetch_reports
from workers.services.bounces.imap import ASIDE
from workers.services.bounces.reading import read_report
from workers.services.delivering.sending import deliver
from workers.services.messages.naming import identify
from workers.services.subscribing.following import ask_to_follow, ask_to_manage, confirm
from workers.services.suppressing.listing import find_suppression
from workers.tokens import Choices, Confirmation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def imap(settings: Settings) -> Iterator[ImapServer]:
    with ImapServer() as server:
        settings.BOUNCES_URL = server.url
        yield server


def write_to(person: Subscriber, days: int = 0) -> Delivery:
    """Return the row of a message that was sent to somebody some days ago."""
    then = timezone.now() - timedelta(days=days)
    row: Delivery = Delivery.objects.create(
        subscriber=person,
        purpose="publication",
        announcement=uuid4(),
        language="sv",
        state="sent",
        created_at=then,
        next_attempt_at=then,
        finished_at=then,
    )
    return row


def old_follower() -> Subscriber:
    """Somebody who confirmed a year ago."""
    person = follower()
    Subscriber.objects.filter(pk=person.pk).update(confirmed_at=timezone.now() - timedelta(days=365))
    person.refresh_from_db()
    return person


def fail(person: Subscriber, days: int, status: str = "4.2.2") -> None:
    """Let a message that was sent some days ago have come back the same day."""
    row = write_to(person, days)
    assert read_report(bounce(row, status, diagnostic="not now")) == "bounce"
    Bounce.objects.filter(delivery=row).update(at=row.finished_at)


def fetch() -> dict[str, int]:
    Throttle.objects.all().delete()
    return dict(fetch_reports())


def is_active(person: Subscriber) -> bool:
    return Subscriber.objects.get(pk=person.pk).active


def reason(person: Subscriber) -> str:
    entry = find_suppression(person.email)
    return entry.reason if entry else ""


def test_a_dead_address_is_suppressed_at_once(imap: ImapServer) -> None:
    tree = grow("sv", "en")
    person, other = follower(), follower()
    publish(tree, tree.plan)
    wait()
    assert str(deliver(urgent=False, seconds=60)) == "2 sent"
    row = Delivery.objects.get(subscriber=person)
    imap.post.deliver(bounce(row))
    assert fetch() == {"bounce": 1}
    assert (is_active(person), is_active(other)) == (False, True)
    assert reason(person) == "bounced"
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("failed", "550 5.1.1")
    assert imap.folder() == []


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"])
def test_what_is_no_mailbox_is_hard(status: str) -> None:
    person = follower()
    row = write_to(person)
    assert read_report(bounce(row, status)) == "bounce"
    assert not is_active(person)


@pytest.mark.parametrize("status", ["5.2.2", "4.2.2", "4.4.1", "5.0.0", "5.4.4"])
def test_what_may_pass_is_not_hard(status: str) -> None:
    person = follower()
    row = write_to(person)
    assert read_report(bounce(row, status, diagnostic="x")) == "bounce"
    assert is_active(person)


def test_what_is_refused_about_us_suppresses_nobody_however_often() -> None:
    person = old_follower()
    for days in range(5):
        fail(person, days, "5.7.1")
    assert is_active(person)


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_the_message_may_be_returned_whole_or_by_its_header(returned: str) -> None:
    person = follower()
    row = write_to(person)
    assert read_report(bounce(row, returned=returned)) == "bounce"
    assert not is_active(person)


def test_a_report_without_the_usual_wrapping_counts() -> None:
    person = follower()
    row = write_to(person)
    assert read_report(bounce(row, form=BARE)) == "bounce"
    assert not is_active(person)


def test_a_status_without_words_is_read_from_the_servers_answer() -> None:
    person = follower()
    row = write_to(person)
    read_report(bounce(row, "5.0.0", diagnostic="550 5.1.1 no such user"))
    assert not is_active(person)


def test_a_delay_is_no_failure(imap: ImapServer) -> None:
    person = follower()
    row = write_to(person)
    imap.post.deliver(bounce(row, "4.4.1", action="delayed"))
    assert fetch() == {"delay": 1}
    assert is_active(person) and not Bounce.objects.exists()


def test_three_days_of_passing_failures_suppress() -> None:
    person = old_follower()
    fail(person, 4)
    fail(person, 4)
    fail(person, 2)
    assert is_active(person)
    fail(person, 0)
    assert not is_active(person) and reason(person) == "bounced"


def test_failures_of_more_than_thirty_days_ago_are_forgotten() -> None:
    person = old_follower()
    for days in (31, 2, 0):
        fail(person, days)
    assert is_active(person)


def test_a_message_that_arrived_in_between_begins_the_count_anew() -> None:
    person = old_follower()
    fail(person, 20)
    fail(person, 19)
    write_to(person, 10)
    fail(person, 0)
    assert is_active(person)


def test_a_message_may_still_come_back_for_five_days() -> None:
    person = old_follower()
    fail(person, 3)
    fail(person, 2)
    write_to(person, 1)
    fail(person, 0)
    assert not is_active(person)


def test_the_same_report_counts_once(imap: ImapServer) -> None:
    person = follower()
    row = write_to(person)
    for _ in range(3):
        imap.post.deliver(bounce(row, "4.2.2", diagnostic="full"))
    assert fetch() == {"bounce": 3}
    assert Bounce.objects.count() == 1


def test_who_complains_hears_no_more(imap: ImapServer) -> None:
    person, quiet = follower(), follower()
    imap.post.deliver(complaint(write_to(person), recipient=person.email))
    imap.post.deliver(complaint(write_to(quiet)))
    assert fetch() == {"complaint": 2}
    assert (reason(person), reason(quiet)) == ("complained", "complained")
    assert not is_active(person) and not is_active(quiet)


def test_word_that_a_message_is_no_spam_is_no_complaint() -> None:
    person = follower()
    assert read_report(complaint(write_to(person), kind="not-spam")) == "foreign"
    assert is_active(person)


def test_an_automatic_answer_changes_nothing(imap: ImapServer) -> None:
    person = follower()
    imap.post.deliver(vacation(write_to(person)))
    assert fetch() == {"automatic": 1}
    assert is_active(person) and imap.folder() == []


def forge(person: Subscriber) -> dict[str, bytes]:
    row, other = write_to(person), write_to(follower())
    name = identify(row)
    return {
        "another recipient": bounce(row, recipient="mallory@example.org"),
        "another message": bounce(other, recipient=person.email),
        "a wrong mac": bounce(row, name=name.replace("@", "0@").replace(name[40:44], "0000")),
        "no mac": bounce(row, name=f"<{row.announcement.hex}.{row.pk}@plan.example.org>"),
        "a complaint of another": complaint(row, recipient="mallory@example.org"),
        "two names": bounce(row, name=f"{name}\nX: y").replace(
            b"--b1--",
            b"--b1\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
            + identify(other).encode()
            + b"\r\n--b1--",
        ),
        "a report inside of a letter": b"Content-Type: message/rfc822\r\n\r\n" + bounce(row),
    }


def test_a_forged_report_changes_nothing_and_is_kept_for_people(imap: ImapServer) -> None:
    person = follower()
    forged = forge(person)
    for octets in forged.values():
        imap.post.deliver(octets)
    assert sum(fetch().values()) == len(forged)
    assert is_active(person) and not Bounce.objects.exists()
    assert imap.folder() == [] and imap.folder(ASIDE) == list(forged.values())


STRANGE = [
    b"",
    b"\xff\xfe\x00",
    b"From: anna@example.org\r\nSubject: Hello\r\n\r\nWhen does it begin?",
    b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n",
    b"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: \xe5\r\nStatus: 5.1.1\r\n",
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
    + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3000,
]


def test_what_is_no_report_is_kept_for_people_and_counted(imap: ImapServer) -> None:
    for octets in STRANGE:
        imap.post.deliver(octets)
    assert sum(fetch().values()) == len(STRANGE)
    assert imap.folder(ASIDE) == STRANGE
    assert sum(ReportCount.objects.values_list("count", flat=True)) == len(STRANGE)
    assert fetch() == {}


def test_a_mail_that_is_too_large_is_not_fetched(imap: ImapServer) -> None:
    imap.post.deliver(b"x" * (2 * 1024 * 1024 + 1))
    assert fetch() == {"too_large": 1}
    assert not any("BODY" in line for line in imap.post.heard)


@pytest.mark.parametrize("capabilities", [("IMAP4rev1",), ("IMAP4rev1", "UIDPLUS"), ("IMAP4rev1", "MOVE")])
def test_an_older_server_does_as_well(imap: ImapServer, capabilities: tuple[str, ...]) -> None:
    imap.post.capabilities = capabilities
    person = follower()
    imap.post.deliver(STRANGE[2])
    imap.post.deliver(bounce(write_to(person)))
    assert fetch() == {"foreign": 1, "bounce": 1}
    assert imap.folder() == [] and imap.folder(ASIDE) == [STRANGE[2]]


def test_where_no_folder_may_be_made_a_mail_is_flagged_and_counted_once(imap: ImapServer) -> None:
    imap.post.makes_folders = False
    imap.post.deliver(STRANGE[2])
    assert fetch() == {"foreign": 1}
    assert fetch() == {}
    assert [mail.flags for mail in imap.post.folders["INBOX"]] == [{"\\Flagged"}]


@pytest.mark.parametrize("moment", ["LOGIN", "SELECT", "SEARCH", "FETCH", "STORE", "EXPUNGE"])
def test_a_broken_connection_loses_no_report(
    imap: ImapServer, moment: str, caplog: pytest.LogCaptureFixture
) -> None:
    person = follower()
    imap.post.deliver(bounce(write_to(person)))
    imap.post.hangs_up_at = moment
    fetch()
    assert "cannot be read now" in caplog.text
    fetch()
    assert not is_active(person) and fetch() == {}
    assert Bounce.objects.count() == 1


def test_no_password_and_no_address_is_logged(
    imap: ImapServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    for url in (
        imap.url.replace("pass%22", "wrong"),
        "imap://u:secret@mail.example.org/",
        "imaps://u:secret@127.0.0.1:1/",
    ):
        settings.BOUNCES_URL = url
        assert fetch() == {}
    assert len(caplog.messages) == 3
    assert not any(word in caplog.text for word in ("secret", "wrong", "example.org", '"word'))


def test_two_workers_read_in_turns(imap: ImapServer) -> None:
    fetch()
    said = len(imap.post.heard)
    assert fetch_reports() == {}
    assert len(imap.post.heard) == said


def test_a_report_of_a_message_from_before_the_confirmation_is_too_late() -> None:
    person = old_follower()
    row = write_to(person, 2)
    Subscriber.objects.filter(pk=person.pk).update(confirmed_at=timezone.now())
    assert read_report(bounce(row)) == "bounce"
    assert is_active(person)


def test_who_asks_anew_and_confirms_hears_again() -> None:
    person = follower()
    read_report(bounce(write_to(person)))
    choices = Choices("sv", "now", ("plan",))
    ask_to_follow(person.email, choices)
    assert not is_active(person)
    assert confirm(Confirmation(person.key, choices, timezone.now()))
    assert is_active(person) and reason(person) == ""


def test_a_report_is_believed_after_a_change_of_keys(settings: Settings) -> None:
    person = follower()
    octets = bounce(write_to(person))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert read_report(octets) == "bounce"
    assert reason(person) == "bounced"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a third key"
    assert reason(person) == "bounced"


def refuse(person: Subscriber, post_office: PostOffice, answer: str) -> None:
    """Let the mail server refuse one message to somebody."""
    post_office.handler.rcpt[person.email] = answer
    row = write_to(person)
    Delivery.objects.filter(pk=row.pk).update(state="waiting", finished_at=None, purpose="manage")
    assert str(deliver(urgent=False, seconds=60)) == "1 failed"


def test_an_address_that_the_mail_server_calls_dead_is_suppressed(post_office: PostOffice) -> None:
    person = follower()
    refuse(person, post_office, "550 5.1.1 no such user")
    assert not is_active(person) and reason(person) == "bounced"


def test_an_address_that_the_mail_server_refuses_on_three_days_is_suppressed(post_office: PostOffice) -> None:
    person = old_follower()
    for days in (4, 2, 0):
        assert is_active(person)
        refuse(person, post_office, "550 not here")
        ago = timezone.now() - timedelta(days=days)
        Bounce.objects.filter(delivery__finished_at__gt=timezone.now() - timedelta(hours=1)).update(at=ago)
        Delivery.objects.update(finished_at=ago)
    assert not is_active(person)


def test_only_a_link_to_confirm_goes_to_a_dead_address(mailbox: Path) -> None:
    person = follower()
    read_report(bounce(write_to(person)))
    ask_to_manage(person.email, "sv")
    deliver(urgent=True, seconds=60)
    assert not list(mailbox.glob("*.eml"))
    ask_to_follow(person.email, Choices("sv", "now", ("plan",)))
    deliver(urgent=True, seconds=60)
    assert len(list(mailbox.glob("*.eml"))) == 1


def test_bounces_go_to_the_mailbox_that_is_read(post_office: PostOffice, settings: Settings) -> None:
    settings.BOUNCES_FROM = "bounces@plan.example.org"
    ask_to_follow("anna@example.org", Choices("sv", "now", ("plan",)))
    deliver(urgent=True, seconds=60)
    assert post_office.handler.senders == ["bounces@plan.example.org"]
