"""The doctor says whether what comes back is read, and leaves the mailbox as it is."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from cms.examining import Remark, is_wrong, look_at_bounces
from tests.cms.test_health import examine
from tests.services.imap import ImapServer
from tests.services.valkey import Valkey
from workers.services.bounces.imap import ASIDE

pytestmark = pytest.mark.django_db


@pytest.fixture
def imap(settings: Settings) -> Iterator[ImapServer]:
    with ImapServer() as server:
        settings.BOUNCES_URL = server.url
        yield server


def test_a_mailbox_that_can_be_read_says_how_many_wait_and_stays_as_it_is(imap: ImapServer) -> None:
    for octets in (b"one", b"two", b"three"):
        imap.post.deliver(octets)
    imap.post.folders["INBOX"][0].flags.add("\\Flagged")
    imap.post.folders[ASIDE] = []
    imap.post.deliver(b"a letter", ASIDE)
    findings = list(look_at_bounces())
    assert findings == ["the mailbox can be read: 2 unread, 1 put aside for people"]
    assert not is_wrong(findings)
    assert [mail.flags for mail in imap.post.folders["INBOX"]] == [{"\\Flagged"}, set(), set()]
    said = [line.split(" ", 1)[1] for line in imap.post.heard]
    assert [line for line in said if "FETCH" in line or "STORE" in line or line.startswith("SELECT")] == []
    assert 'EXAMINE "INBOX"' in said


def test_an_empty_mailbox_from_which_nothing_was_put_aside_is_good(imap: ImapServer) -> None:
    assert list(look_at_bounces()) == ["the mailbox can be read: 0 unread, 0 put aside for people"]


def test_a_mailbox_that_cannot_be_read_is_a_fault_and_shows_no_password(
    imap: ImapServer, settings: Settings, valkey: Valkey
) -> None:
    for url, words in (
        (imap.url.replace("pass%22", "my-secret"), "the log-in was refused"),
        (imap.url.replace("INBOX", "Nowhere"), "the folder that BOUNCES_URL names is not there"),
        ("imaps://u:my-secret@127.0.0.1:1/", "nothing listens"),
        ("imaps://u:p@h:my-secret/", "names no host and port"),
    ):
        settings.BOUNCES_URL = url
        code, said = examine()
        assert code == 1 and "FAULT  bounces" in said and words in said
        assert "my-secret" not in said and "bounces@example.org" not in said


def test_bounces_that_nobody_reads_are_worth_a_remark(settings: Settings) -> None:
    settings.BOUNCES_URL = settings.ANYMAIL_PROVIDER = ""
    (line,) = look_at_bounces()
    assert "bounces are read nowhere" in line and "set BOUNCES_URL or ANYMAIL_PROVIDER" in line
    assert not is_wrong([line])


def test_a_provider_that_reports_is_enough(settings: Settings) -> None:
    settings.BOUNCES_URL, settings.ANYMAIL_PROVIDER = "", "mailgun"
    settings.EMAIL_URL = "smtp://127.0.0.1:25"
    assert list(look_at_bounces()) == ["mailgun reports to /webhooks/mail/mailgun/"]


def test_a_remark_beside_a_fault_hides_it_not() -> None:
    assert is_wrong([Remark("good"), "bad"])
    assert not is_wrong([Remark("good")]) and not is_wrong([])
