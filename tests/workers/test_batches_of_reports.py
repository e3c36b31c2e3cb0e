"""A provider may report a thousand things at once: each is heard, once, whatever stands beside it."""

import json
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.workers.provider_payloads import (
    BATCHING,
    KEY,
    REPORTS,
    Event,
    mandrill,
    sendgrid,
    sparkpost,
    wrap,
)
from tests.workers.test_bounces import old_follower
from tests.workers.test_each_provider import choose as choose_provider
from tests.workers.test_each_provider import post, reason
from workers.models import Bounce, Subscriber

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    # Upstream tests SendGrid no more, and says so at each report.
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),
]
choose = choose_provider

MOST = 1000
DEAD = 40
# A dead address costs so many queries, and a report that is known already so many; what says nothing costs none.
QUERIES_NEW, QUERIES_KNOWN = 26, 6

Choose = Callable[[str], None]
WORDS = (
    "550 5.1.1 <somebody@example.org>: Recipient address rejected: User unknown in virtual mailbox table. "
    * 4
)


def report_dead(provider: str, email: str) -> Event:
    """A report as long as a server's words make it."""
    if provider == "mandrill":
        return mandrill(
            "hard_bounce", email, diag=WORDS, metadata={"for": "plan"}, smtp_events=[{"diag": WORDS}], tags=[]
        )
    return sendgrid("bounce", email, type="bounce", status="5.1.1", reason="550 5.1.1 no such user")


def report_arrival(provider: str, number: int) -> Event:
    email = f"reader{number}@example.org"
    if provider == "mandrill":
        arrived: Event = {
            **mandrill("delivered", email, diag=WORDS, smtp_events=[{"diag": WORDS}]),
            "n": number,
        }
        return arrived
    return sendgrid("delivered", email, response="250 OK", n=number)


def fill(provider: str, people: list[Subscriber]) -> list[Event]:
    """A thousand reports: every so many one of somebody who is gone, in the middle one that nobody can read."""
    events = [report_arrival(provider, number) for number in range(MOST)]
    step = MOST // len(people)
    for number, person in enumerate(people):
        events[number * step] = report_dead(provider, person.email)
    events[MOST // 2 + 1] = {"event": 7, "msg": "none", "timestamp": "yesterday", "ts": [], "email": None}
    return events


@pytest.mark.parametrize("provider", ["mandrill", "sendgrid"])
def test_a_thousand_reports_are_each_heard_once_at_a_bounded_cost(choose: Choose, provider: str) -> None:
    choose(provider)
    people = [old_follower() for _ in range(DEAD)]
    events = fill(provider, people)
    with CaptureQueriesContext(connection) as first:
        assert post(provider, events) == HTTPStatus.OK
    assert [reason(person) for person in people] == ["bounced"] * DEAD
    assert Bounce.objects.count() == DEAD
    assert len(first) <= DEAD * QUERIES_NEW
    with CaptureQueriesContext(connection) as again:
        assert post(provider, events) == HTTPStatus.OK
    assert Bounce.objects.count() == DEAD
    assert len(again) <= DEAD * QUERIES_KNOWN


def test_what_mandrill_may_send_at_once_is_taken_and_is_larger_than_it_looks(settings: Settings) -> None:
    events = [report_dead("mandrill", f"reader{number}@example.org") for number in range(MOST)]
    body = wrap("mandrill", events)
    assert 1024 * 1024 < len(json.dumps(events)) < len(body) < settings.REPORTS_MAX_BYTES


BAD: list[object] = [
    None,
    3,
    "bounce",
    [],
    {},
    {"event": "inbound", "msg": {}},
    {"type": "blacklist", "action": "add"},
    {"event": "hard_bounce", "msg": {"email": ["x"]}, "ts": 1e99},
    {"event": "bounce", "timestamp": -(10**30), "time": -(10**30), "email": "x@example.org"},
    {"event": "bounce", "timestamp": 1, "time": 1, "email": "nul\x00@example.org", "reason": {}},
    {"msys": {"one": {}, "two": {}}},
    {"msys": {}},
    sparkpost("bounce", "nul\x00@example.org", "10", "550 5.1.1 no"),
    mandrill("hard_bounce", "nul\x00@example.org", diag="550 5.1.1 no"),
]


@pytest.mark.parametrize("provider", BATCHING)
@pytest.mark.parametrize("first", [True, False])
def test_a_report_that_nobody_can_read_takes_none_beside_it_along(
    choose: Choose, provider: str, first: bool, caplog: pytest.LogCaptureFixture
) -> None:
    choose(provider)
    for bad in BAD:
        person, other = old_follower(), old_follower()
        write = REPORTS[provider][0][0]
        good = [write(person.email), write(other.email)]
        events = [bad, *good] if first else [good[0], bad, good[1]]
        assert post(provider, events) == HTTPStatus.OK, bad  # type: ignore[arg-type]  # what is none
        assert (reason(person), reason(other)) == ("bounced", "bounced"), bad
    assert "example.org" not in caplog.text and KEY not in caplog.text


@pytest.mark.parametrize("provider", BATCHING)
def test_when_nothing_can_be_read_the_provider_is_told(choose: Choose, provider: str) -> None:
    choose(provider)
    assert post(provider, [3, "x"]) == HTTPStatus.BAD_REQUEST  # type: ignore[list-item]  # what is none
    assert not Bounce.objects.exists()
