"""What is kept and told of a visit is a day, a page, a language and a referring website."""

import json
import logging

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from consent.models import DailyCount, OutgoingView, PageView
from consent.spooling import spool_path
from consent.statistics.forwarding import forward_views
from consent.statistics.recipient import read_recipient
from consent.statistics.recording import count_views
from tests.consent.asking import consent_to, post
from tests.consent.statistics.matomo import Matomo

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TOLD = {"id", "day", "path", "language", "referring_host"}
SENT = {"idsite", "rec", "apiv", "send_image", "bots", "new_visit", "ua", "url", "urlref"}
MARKS = {
    "address": "203.0.113.77",
    "forwarded": "198.51.100.23",
    "agent": "Sällsam/9.87",
    "language": "kl-GL",
    "cookie": "kaka-4711",
    "body": "skärm-2560",
    "query": "utm-abc123",
    "referring path": "hemlig-sokvag",
    "hint": "Ovanlig-OS",
}


def test_the_rows_hold_nothing_else() -> None:
    def names(model: type) -> set[str]:
        return {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]  # a model

    assert names(PageView) == TOLD
    assert names(DailyCount) == TOLD | {"views"}
    assert names(OutgoingView) == TOLD | {"recipient", "attempts", "next_attempt_at", "holder"}


def visit(client: Client) -> None:
    """View a page as somebody who could be known again by anything that a browser says."""
    consent_to(client, "statistics")
    client.cookies["other"] = MARKS["cookie"]
    response = client.post(
        f"/consent/hit/?{MARKS['query']}",
        {
            "path": "/sv/planen/",
            "referrer": f"www.example.org/{MARKS['referring path']}",
            "screen": MARKS["body"],
        },
        headers={
            "Sec-Fetch-Site": "same-origin",
            "User-Agent": MARKS["agent"],
            "Accept-Language": MARKS["language"],
            "X-Forwarded-For": MARKS["forwarded"],
            "Referer": f"http://testserver/sv/planen/?{MARKS['query']}",
            "Sec-CH-UA-Platform": MARKS["hint"],
        },
        REMOTE_ADDR=MARKS["address"],
    )
    assert response.status_code == 204


def dump_database() -> str:
    """Return every row of every table, as JSON."""
    rows = (row for model in apps.get_models() for row in model._default_manager.all().iterator())
    return str(serializers.serialize("json", rows, ensure_ascii=False))


def find_marks(text: str) -> set[str]:
    escaped = {name: json.dumps(mark)[1:-1] for name, mark in MARKS.items()}
    return {name for name, mark in MARKS.items() if mark in text or escaped[name] in text}


def test_nothing_that_tells_one_visitor_from_another_is_kept_logged_or_told(
    client: Client, matomo: Matomo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visit(client)
    kept = dump_database()
    assert '"/sv/planen/"' in kept
    assert find_marks(kept) == set()
    matomo.mood = "failing"
    forward_views()
    OutgoingView.objects.update(next_attempt_at=None)
    matomo.mood = "well"
    assert forward_views() == 1
    told = "\n".join(matomo.log)
    assert "planen" in told
    assert find_marks(told) == set()
    assert set(matomo.hits[0]) == SENT
    count_views()
    assert find_marks(dump_database()) == set()
    assert find_marks(caplog.text) == set()
    assert "dolt-tecken" not in caplog.text + dump_database()


def test_the_token_is_in_no_address_and_no_description(matomo: Matomo, client: Client) -> None:
    visit(client)
    forward_views()
    assert "dolt-tecken" not in matomo.log[0].split("\n", 1)[0]
    assert "dolt-tecken" not in repr(read_recipient())


def test_two_visitors_leave_the_same(client: Client, matomo: Matomo) -> None:
    for visitor in (client, Client(REMOTE_ADDR="192.0.2.1", headers={"user-agent": "Annan/1"})):
        consent_to(visitor, "statistics")
        post(visitor, "/consent/hit/", {"path": "/sv/planen/", "referrer": "www.example.org"})
    rows = [{**row, "id": 0} for row in OutgoingView.objects.values()]
    assert rows[0] == rows[1]
    forward_views()
    assert matomo.hits[0] == matomo.hits[1]


def test_a_view_is_gone_once_it_is_counted_and_told(client: Client, matomo: Matomo) -> None:
    visit(client)
    count_views()
    forward_views()
    assert not PageView.objects.exists()
    assert not OutgoingView.objects.exists()
    assert not spool_path().exists()
