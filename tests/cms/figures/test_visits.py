"""Editors see how the pages are visited: in pictures, in tables and in files, and how little is known."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consent.models import DailyCount, OutgoingView
from pages.desk.groups import ADMINISTRATORS, EDITORS, REVIEWERS
from tests.pages.building import build_plan
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db

VISITS = "/admin/reports/visits/"
TODAY = timezone.localdate


def count(path: str = "/sv/planen/", views: int = 1, host: str = "", days: int = 0) -> None:
    DailyCount.objects.create(
        day=TODAY() - timedelta(days=days),
        path=path,
        language=path[1:3],
        referring_host=host,
        views=views,
    )


def read(editor: Editor, query: str = "", language: str = "sv") -> str:
    response = editor.client.get(VISITS + query, headers={"Accept-Language": language})
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def download(editor: Editor, table: str, query: str = "", language: str = "sv") -> Any:
    return editor.client.get(f"{VISITS}{table}.csv{query}", headers={"Accept-Language": language})


def read_table(editor: Editor, table: str, query: str = "", language: str = "sv") -> list[list[str]]:
    octets = b"".join(download(editor, table, query, language).streaming_content)
    assert octets.startswith(b"\xef\xbb\xbf")
    delimiter = ";" if language == "sv" else ","
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=delimiter))


def own(first: date | str, last: date | str) -> str:
    return f"?period=own&first={first}&last={last}"


# -- What it says ------------------------------------------------------------------


def test_a_period_is_a_number_four_pictures_and_their_tables(editor: Editor) -> None:
    count(views=3)
    count("/en/plan/", 2, "www.example.org", days=1)
    count("/sv/gammal/", 100, days=45)
    said = read(editor)
    assert "<strong>5 sidvisningar</strong>" in said
    assert said.count('role="img"') == 5
    assert said.count("<details>") == 4
    assert "www.example.org" in said
    assert "Ingen hänvisande webbplats, eller okänd" in said
    assert "gammal" not in said
    assert "105 sidvisningar" in read(editor, "?period=90")


def test_it_says_that_only_those_who_said_yes_are_counted(editor: Editor) -> None:
    assert "bara besök av dem som har sagt ja till statistik" in read(editor)
    assert "only the visits of those who said yes" in read(editor, language="en")


def test_a_page_that_is_live_has_its_title_and_a_link_and_another_its_path(editor: Editor) -> None:
    page = build_plan()
    count(page.url, 2)
    count("/sv/borta/", 1)
    said = read(editor)
    assert f'<a href="{page.url}" lang="sv">{page.title}</a>' in said
    assert '<th scope="row">/sv/borta/</th>' in said
    assert 'href="/sv/borta/"' not in said


def test_what_is_beyond_the_first_ten_stands_as_one_and_is_whole_in_the_file(editor: Editor) -> None:
    for number in range(14):
        count(f"/sv/{number}/", number + 1)
    assert "4 andra" in read(editor)
    assert len(read_table(editor, "pages")) == 15


def test_a_long_period_is_told_by_week_and_a_longer_one_by_month(editor: Editor) -> None:
    count()
    assert '<th scope="col">Dag</th>' in read(editor)
    assert '<th scope="col">Vecka</th>' in read(editor, "?period=90")
    assert '<th scope="col">Månad</th>' in read(editor, "?period=year")


def test_no_visit_is_said_to_be_none(editor: Editor) -> None:
    assert "Inga besök är räknade än" in read(editor)
    count(days=200)
    assert "Inga besök är räknade under perioden" in read(editor)


def test_a_path_that_looks_like_markup_is_text(editor: Editor) -> None:
    count("/sv/<b>&/")
    assert "<b>" not in read(editor)


# -- The period --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?period=own&first=&last=", "Välj en dag."),
        ("?period=own&first=2026-13-45&last=2026-01-01", "Fyll i ett giltigt datum."),
        ("?period=own&first=2026-03-02&last=2026-03-01", "Den sista dagen ligger före den första."),
        ("?period=own&first=2026-03-02&last=2999-03-01", "Den dagen har inte kommit än."),
        ("?period=own&first=0001-01-01&last=2026-03-01", "Välj högst tio år."),
        ("?period=17", "Välj ett giltigt alternativ."),
    ],
)
def test_what_makes_no_period_is_said_at_the_field_and_stays(editor: Editor, query: str, why: str) -> None:
    count()
    said = read(editor, query)
    assert why in said
    assert 'aria-invalid="true"' in said
    assert "<figure" not in said
    for typed in re.findall(r"=(\d{4}-\d\d-\d\d)", query):
        assert f'value="{typed}"' in said
    assert download(editor, "all", query).url == VISITS + query


def test_own_dates_hold_both_ends(editor: Editor) -> None:
    for days in (1, 2, 3, 4):
        count(days=days)
    query = own(TODAY() - timedelta(days=3), TODAY() - timedelta(days=2))
    assert "<strong>2 sidvisningar</strong>" in read(editor, query)
    assert len(read_table(editor, "all", query)) == 3


def test_what_is_asked_for_beside_the_period_is_no_matter(editor: Editor) -> None:
    count()
    assert "<strong>1 sidvisning</strong>" in read(editor, "?utm=1&period=7")


# -- Files -------------------------------------------------------------------------


def test_every_table_is_a_file_with_what_the_page_says(editor: Editor) -> None:
    count(views=3)
    count("/en/plan/", 2, "www.example.org", days=1)
    assert read_table(editor, "pages") == [
        ["Sökväg", "Sidvisningar"],
        ["/sv/planen/", "3"],
        ["/en/plan/", "2"],
    ]
    assert read_table(editor, "languages")[1:] == [["sv", "3"], ["en", "2"]]
    assert read_table(editor, "hosts", language="en") == [
        ["Referring website", "Page views"],
        ["", "3"],
        ["www.example.org", "2"],
    ]
    assert len(read_table(editor, "time")) == 31
    assert read_table(editor, "all")[-1] == [str(TODAY()), "/sv/planen/", "sv", "", "3"]
    name = download(editor, "all")["Content-Disposition"]
    assert name == f'attachment; filename="visits-all-{TODAY() - timedelta(days=29)}-{TODAY()}.csv"'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d"])
def test_a_cell_that_a_spreadsheet_would_compute_is_text(editor: Editor, sign: str) -> None:
    count(f"{sign}cmd|' /C calc'!A0", 2)
    DailyCount.objects.create(day=TODAY(), path="/sv/", language="sv", referring_host=f"{sign}1+1", views=1)
    assert read_table(editor, "pages")[1][0].startswith(f"'{sign}")
    assert f"'{sign}1+1" in {row[0] for row in read_table(editor, "hosts")}


def test_a_table_that_there_is_none_of_is_404(editor: Editor) -> None:
    assert download(editor, "visitors").status_code == 404


# -- Who, and how much -----------------------------------------------------------------


@pytest.fixture
def log_in(client: Client) -> Callable[[str], None]:
    def enter(group: str) -> None:
        user = get_user_model().objects.create_user("eva", "eva@example.org", "password")
        if group:
            user.groups.add(Group.objects.get(name=group))
        else:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)

    return enter


@pytest.mark.parametrize("group", [EDITORS, REVIEWERS, ADMINISTRATORS])
def test_each_group_of_the_desk_finds_it_among_the_reports(
    client: Client, log_in: Callable[[str], None], group: str
) -> None:
    log_in(group)
    assert client.get(VISITS).status_code == 200
    assert client.get(f"{VISITS}all.csv").status_code == 200
    assert VISITS in client.get("/admin/").content.decode()


def test_who_may_write_no_page_sees_no_visits(client: Client, log_in: Callable[[str], None]) -> None:
    log_in("")
    count()
    for path in (VISITS, f"{VISITS}all.csv"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"] == "/admin/"
    assert VISITS not in client.get("/admin/").content.decode()


def test_who_is_not_logged_in_is_sent_to_the_log_in(client: Client) -> None:
    for path in (VISITS, f"{VISITS}all.csv"):
        assert client.get(path)["Location"].startswith("/admin/login/")


def test_the_queries_are_as_many_for_many_visits_as_for_few(editor: Editor) -> None:
    def ask(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(editor, query)
        return len(queries)

    count()
    read(editor)
    few = ask("?period=7")
    for days in range(60):
        for number in range(5):
            count(f"/sv/{number}/", 2, f"{number}.example.org", days)
    assert ask("?period=year") == few


# -- Forwarding --------------------------------------------------------------------------


def test_it_says_nothing_of_matomo_where_nobody_asked_for_it(editor: Editor, settings: Any) -> None:
    settings.MATOMO_URL = ""
    assert "Matomo" not in read(editor)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://matomo.example.se/matomo.php", "adressen i MATOMO_URL går inte att använda"),
        ("https://matomo.example.se/matomo.php?idsite=1&token_auth=dolt", "besökarna har inte fått veta det"),
    ],
)
def test_it_says_what_to_do_where_nothing_can_be_forwarded(
    editor: Editor, settings: Any, address: str, why: str
) -> None:
    settings.MATOMO_URL = address
    said = read(editor)
    assert why in said
    assert "dolt" not in said


def test_it_says_what_waits(editor: Editor, settings: Any, declare: Callable[..., None]) -> None:
    settings.MATOMO_URL = "https://matomo.example.se/matomo.php?idsite=1"
    declare("matomo.example.se")
    assert "skickas vidare till matomo.example.se" in read(editor)
    assert "Ingen väntar." in read(editor)
    given = {"day": TODAY(), "path": "/sv/", "language": "sv", "recipient": "matomo.example.se"}
    OutgoingView.objects.create(**given)
    assert "1 väntar på sin tur." in read(editor)
    OutgoingView.objects.create(**given, attempts=2)
    assert "De skickas igen av sig själva." in read(editor)
