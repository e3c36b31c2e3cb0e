"""Whoever works at the desk sees how many mails went and failed, day by day, for as long as the site stands."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.pages.conftest import Editor
from workers.models import DailyCount

pytestmark = pytest.mark.django_db

MAILS = "/admin/reports/mails/"


def count(outcome: str = "sent", number: int = 1, days: int = 0, purpose: str = "publication") -> DailyCount:
    day = timezone.localdate() - timedelta(days=days)
    return DailyCount.objects.create(day=day, purpose=purpose, outcome=outcome, count=number)


def read(editor: Editor, query: str = "", language: str = "sv") -> str:
    response = editor.client.get(MAILS + query, headers={"Accept-Language": language})
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def test_sent_and_failed_are_drawn_each_by_itself(editor: Editor) -> None:
    count(number=1200), count("failed", 3), count("suppressed", 2, days=40)
    said = read(editor)
    assert said.count('role="img"') == 4
    assert "Misslyckade mejl" in said
    assert "1 200 från" in said
    assert read(editor, "?days=90").count('role="img"') == 6


def test_the_kinds_of_mail_are_a_table(editor: Editor) -> None:
    count(), count("failed", 2, purpose="digest")
    said = read(editor)
    assert '<th scope="row">Publicering</th>' in said
    assert '<th scope="row">Sammanfattning</th>' in said


def test_a_year_is_told_by_month(editor: Editor) -> None:
    count(days=300)
    assert "Inget mejl skickades under perioden" in read(editor)
    assert " till " in read(editor, "?days=365")


def test_nothing_counted_is_said_to_be_none(editor: Editor) -> None:
    assert "Inga mejl är räknade än" in read(editor)
    assert "No mail is counted yet" in read(editor, language="en")


def test_what_is_no_period_is_said_at_the_field(editor: Editor) -> None:
    assert 'aria-invalid="true"' in read(editor, "?days=17")
    assert editor.client.get("/admin/reports/mails.csv?days=17").status_code == 302


def test_the_file_has_every_count(editor: Editor) -> None:
    count(number=2), count("failed", days=3), count(days=99)
    answer: Any = editor.client.get("/admin/reports/mails.csv", headers={"Accept-Language": "sv"})
    octets = b"".join(answer.streaming_content)
    rows = list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Dag", "Slag av mejl", "Utfall", "Mejl"]
    assert [row[1:] for row in rows[1:]] == [
        ["Publicering", "misslyckades", "1"],
        ["Publicering", "skickat", "2"],
    ]


def test_a_long_time_costs_no_more_questions(
    editor: Editor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(60):
        count(days=days)
    read(editor)
    with django_assert_max_num_queries(20):
        read(editor, "?days=365")


def test_who_has_nothing_to_do_with_pages_is_not_shown_it() -> None:
    client, stranger = Client(), get_user_model().objects.create_user("ture", "ture@example.org", "password")
    stranger.groups.add(Group.objects.create(name="Nobody"))
    client.force_login(stranger)
    assert client.get(MAILS).status_code == 302
    assert client.get("/admin/reports/mails.csv").status_code == 302


@pytest.mark.usefixtures("editor")
def test_the_report_is_among_the_others(client: Client, editor: Editor) -> None:
    said = editor.client.get("/admin/").content.decode()
    assert MAILS in said
    assert "/admin/reports/mail-check/" in said
