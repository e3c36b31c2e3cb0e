"""Owners see how visitors decide, and nobody's choice can be told from it."""

import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import Permission
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from consent.evidence.chaining import write_row
from consent.evidence.reporting import Group, Outcome, Quarter, list_quarters, report_on, show
from consent.models import Evidence
from pages.desk.groups import ADMINISTRATORS, EDITORS, REVIEWERS
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db

DECISIONS = "/admin/reports/decisions/"
EXPORT = "/admin/reports/decisions.csv"
OLD, NEW = "2025-11-01T08:00:00+00:00", "2026-01-15T08:00:00+00:00"
WINTER = Quarter(2026, 1)
YES, NO = "granted", "refused"


def decide(times: int, statistics: str, third_party: str, **columns: Any) -> None:
    """Write that many equal decisions in January 2026, a second apart."""
    at = columns.pop("at", datetime(2026, 1, 20, 12, tzinfo=UTC))
    choices = {"statistics": statistics, "third-party": third_party, "services": columns.pop("services", [])}
    values = {"revision": NEW, "language": "sv", "surface": "settings", "choices": choices, **columns}
    for number in range(times):
        assert write_row(Evidence(at=at + timedelta(seconds=number), **values))


def read(editor: Editor, query: str = "?quarter=2026-1", language: str = "sv") -> str:
    response = editor.client.get(DECISIONS + query, headers={"Accept-Language": language})
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def read_rows(editor: Editor, language: str = "sv") -> list[list[str]]:
    response: Any = editor.client.get(f"{EXPORT}?quarter=2026-1", headers={"Accept-Language": language})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if language == "sv" else ","))


def decide_variously() -> None:
    decide(9, YES, YES)
    decide(8, NO, NO)
    decide(4, YES, NO)
    decide(3, NO, NO, services=["youtube"])
    decide(6, NO, NO, surface="withdrawal")
    decide(7, YES, YES, language="en")
    decide(2, NO, NO, language="en")
    decide(11, YES, YES, revision=OLD)


def test_decisions_are_counted_by_revision_language_and_outcome() -> None:
    decide_variously()
    groups = report_on(WINTER).groups
    assert [(group.revision, group.language) for group in groups] == [(NEW, "en"), (NEW, "sv"), (OLD, "sv")]
    assert list(groups[1].counts.values()) == [9, 8, 7, 6]
    assert groups[1].total == 30


def test_a_small_count_is_not_shown_and_neither_is_a_total_that_tells_it() -> None:
    decide_variously()
    english = report_on(WINTER).groups[0]
    assert english.counts == {
        Outcome.ACCEPTED: 7,
        Outcome.REFUSED: None,
        Outcome.MIXED: None,
        Outcome.WITHDRAWN: None,
    }
    assert english.total is None


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_what_is_shown_fits_every_small_count_alike(counts: tuple[int, ...]) -> None:
    shown = Group("r", "sv", dict(zip(Outcome, map(show, counts), strict=True)))
    small = [place for place, count in enumerate(counts) if count < 5]
    for others in product(range(5), repeat=len(small)):
        guess = list(counts)
        for place, other in zip(small, others, strict=True):
            guess[place] = other
        assert Group("r", "sv", dict(zip(Outcome, map(show, guess), strict=True))) == shown
        assert shown.total is None or not small


def test_quarters_do_not_overlap() -> None:
    decide(1, YES, YES, at=datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC))
    decide(1, YES, YES, at=datetime(2025, 12, 31, 23, 0, 0, tzinfo=UTC))
    quarters = list_quarters()
    assert quarters[-1] == Quarter(2025, 4) and quarters == sorted(set(quarters), reverse=True)
    for one, next_one in zip(quarters[1:], quarters, strict=False):
        assert one.span[1] == next_one.span[0]
    assert len(report_on(Quarter(2025, 4)).groups) == len(report_on(WINTER).groups) == 1


def test_an_equal_repeat_for_a_receipt_is_no_second_decision() -> None:
    decide(5, YES, YES)
    decide(5, YES, YES, surface="receipt")
    assert report_on(WINTER).groups[0].counts[Outcome.ACCEPTED] == 5


@pytest.mark.parametrize(("beyond", "said"), [(9400, "9 400"), (3, "färre än 5")])
def test_what_was_counted_only_is_shown_as_such(editor: Editor, beyond: int, said: str) -> None:
    decide(5, YES, YES)
    decide(1, YES, YES, surface="overflow", revision="", language="", count=beyond)
    assert f"Bara räknade: {said}." in read(editor)
    assert read_rows(editor)[-1][0] == "Bara räknade, över gränsen per minut"


def test_the_page_shows_a_bar_and_the_same_as_a_table(editor: Editor) -> None:
    decide_variously()
    page = read(editor)
    assert "januari–mars 2026" in page
    assert 'aria-label="Ja till allt: 9, Nej till allt: 8, Delar av det: 7, Återtaget: 6"' in page
    assert page.count('<svg class="share"') == 3
    assert page.count('<td class="number">färre än 5</td>') == 6
    assert '<td class="number">30</td>' in page and "visas inte" in page
    english = read(editor, language="en")
    assert "January–March 2026" in english and "fewer than 5" in english and "färre" not in english


def test_a_bar_has_only_what_may_be_shown(editor: Editor) -> None:
    decide(4, YES, YES)
    page = read(editor)
    assert "<rect" not in page.split('class="shares"')[1]
    assert "Varje antal är under 5." in page


def test_without_a_decision_the_page_says_so(editor: Editor) -> None:
    page = read(editor, "")
    assert "Inga val gjordes i" in page
    assert EXPORT not in page


def test_a_quarter_that_is_not_there_is_said_at_the_field(editor: Editor) -> None:
    page = read(editor, "?quarter=1999-9")
    assert "1999-9" in page and "error" in page
    assert editor.client.get(f"{EXPORT}?quarter=x").status_code == 302


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_says_what_the_table_says(editor: Editor, language: str) -> None:
    decide_variously()
    rows = read_rows(editor, language)
    few, hidden = {"sv": ("färre än 5", "visas inte"), "en": ("fewer than 5", "not shown")}[language]
    assert rows[1] == [NEW, "en", "7", few, few, few, hidden]
    assert rows[2] == [NEW, "sv", "9", "8", "7", "6", "30"]


def test_who_may_not_publish_is_not_shown_it(client: Client) -> None:
    user = get_user_model().objects.create_user("writer", password="writer-password-1")
    for path in (DECISIONS, EXPORT):
        assert client.get(path).status_code == 302, "to the log-in"
    client.force_login(user)
    for path in (DECISIONS, EXPORT):
        assert client.get(path).status_code == 302, "not to the desk at all"
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for path in (DECISIONS, EXPORT):
        response = client.get(path, follow=True)
        assert response.redirect_chain[-1][0] == "/admin/"
    assert DECISIONS not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(("group", "may"), [(ADMINISTRATORS, True), (REVIEWERS, True), (EDITORS, False)])
def test_who_publishes_answers_for_what_visitors_are_asked(client: Client, group: str, may: bool) -> None:
    user = get_user_model().objects.create_user("somebody", password="somebody-password-1")
    user.groups.add(UserGroup.objects.get(name=group))
    client.force_login(user)
    for path in (DECISIONS, EXPORT):
        assert (client.get(path).status_code == 200) is may
    assert (DECISIONS in client.get("/admin/reports/visits/").content.decode()) is may
