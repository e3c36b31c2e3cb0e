"""Reports in the styles of many servers are understood; what is none, or lies, silences nobody."""

from base64 import encodebytes

import pytest

from tests.workers.announcing import follower
from tests.workers.returning_styles import ANSWER, EXCHANGE, GMAIL, INTERNATIONAL, QMAIL, SEALED
from tests.workers.test_bounces import is_active, write_to
from workers.models import Bounce, Subscriber
from workers.services.bounces.opening import MOST_BLOCKS
from workers.services.bounces.parsing import parse
from workers.services.bounces.reading import read_report
from workers.services.messages.naming import identify

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# The same report without the types of RFC 6533: an older server hands it on so.
DOWNGRADED = INTERNATIONAL.replace("global-delivery-status", "delivery-status").replace(
    "message/global-headers", "text/rfc822-headers"
)
STYLES = {
    "Exchange": EXCHANGE,
    "Gmail": GMAIL,
    "international": INTERNATIONAL,
    "international, whole": INTERNATIONAL.replace("global-headers", "global"),
    "downgraded": DOWNGRADED,
    "in base64": SEALED,
}


def write(
    form: str,
    person: Subscriber,
    *,
    name: str = "",
    final: str = "",
    original: str = "",
    action: str = "failed",
    field: str = "",
) -> bytes:
    """A report about a message to somebody, which may lie about the recipient (`final`) and the name."""
    name, final = name or identify(write_to(person)), final or person.email
    status = f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {final}\nAction: {action}\nStatus: 5.1.1\n"
    written = form.format(
        to=person.email,
        name=name,
        final=final,
        original=original and f"\nOriginal-Recipient: rfc822;{original}",
        action=action,
        field=field,
        sealed_status=encodebytes(status.encode()).decode(),
        sealed_message=encodebytes(f"Message-ID: {name}\nTo: {person.email}\n\nText".encode()).decode(),
    )
    return written.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("style", STYLES)
def test_a_dead_address_is_understood_in_each_style(style: str) -> None:
    person = follower()
    assert read_report(write(STYLES[style], person)) == "bounce"
    assert not is_active(person)


@pytest.mark.parametrize("style", STYLES)
def test_a_delay_is_no_failure_in_any_style(style: str) -> None:
    person = follower()
    assert read_report(write(STYLES[style], person, action="delayed")) == "delay"
    assert is_active(person) and not Bounce.objects.exists()


@pytest.mark.parametrize("style", STYLES)
def test_who_has_no_name_of_ours_silences_nobody_in_any_style(style: str) -> None:
    person, other = follower(), follower()
    lies = [
        write(STYLES[style], person, name="<made-up@plan.example.org>"),
        write(STYLES[style], person, name=identify(write_to(other))),
        write(STYLES[style], person, final=other.email),
    ]
    assert [read_report(octets) for octets in lies] == ["forged"] * 3
    assert is_active(person) and is_active(other) and not Bounce.objects.exists()


def test_a_server_that_knows_the_reader_by_another_address_names_the_one_that_we_wrote_to() -> None:
    person = follower()
    octets = write(EXCHANGE, person, final="anna@tenant.example.org", original=person.email)
    assert read_report(octets) == "bounce"
    assert not is_active(person)


@pytest.mark.parametrize("style", ["international", "downgraded"])
def test_an_address_that_the_report_escapes_is_read(style: str) -> None:
    person = follower()
    assert read_report(write(STYLES[style], person, final=person.email.replace("@", "\\x{40}"))) == "bounce"
    assert not is_active(person)


@pytest.mark.parametrize(
    "final", ["\\x{110000}", "\\x{D800}", "\\x{}", "\\x{40}", "å@exempel-å.example.org", "\x00"]
)
def test_an_address_that_is_none_silences_nobody(final: str) -> None:
    person = follower()
    assert read_report(write(DOWNGRADED, person, final=final)) in ("forged", "unreadable")
    assert is_active(person)


FIELDS = (
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated (vacation)",
    "Auto-Submitted: no",
    "X-Autoreply: yes",
    "X-Autorespond: away",
    "X-Auto-Response-Suppress: All",
    "Precedence: bulk",
    "Precedence: auto_reply",
    "X-Failed-Recipients: anna@example.org",
    "X-Nothing: at all",
)


@pytest.mark.parametrize("field", FIELDS)
def test_who_is_away_goes_on_hearing_however_the_answer_is_marked(field: str) -> None:
    person = follower()
    assert read_report(write(ANSWER, person, field=field)) in ("automatic", "foreign")
    assert is_active(person) and not Bounce.objects.exists()


def test_a_report_in_words_alone_is_left_to_people() -> None:
    person = follower()
    assert read_report(write(QMAIL, person)) == "foreign"
    assert is_active(person)


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_a_coding_that_is_broken_is_unreadable_and_harms_nobody(coding: str) -> None:
    person = follower()
    octets = write(SEALED, person).replace(b"base64", coding.encode()).replace(b"Um", b"=Z!", 1)
    assert read_report(octets) in ("unreadable", "forged", "foreign")
    assert is_active(person)


def test_a_report_of_very_many_recipients_is_read_only_so_far() -> None:
    octets = b"Content-Type: message/global-delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n" + (
        b"Final-Recipient: rfc822; anna@example.org\r\nAction: failed\r\n\r\n" * (2 * MOST_BLOCKS)
    )
    assert len(parse(octets).failures) == MOST_BLOCKS - 1
