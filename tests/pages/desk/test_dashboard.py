"""Logging in leads to what waits for this editor, and to what will happen by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from pages.desk.groups import EDITORS, REVIEWERS
from pages.models import Indicator
from tests.pages.building import build_area, build_home, build_plan, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


def read_dashboard(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def log_in(name: str, *groups: str) -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password")
    user.groups.add(*Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def build_indicator(name: str = "Andel i arbete") -> Any:
    indicator = Indicator(
        name=name, locale=Locale.objects.get(language_code="sv"), live=False,
        values_due=timezone.localdate() - DAY,
    )  # fmt: skip
    indicator.save()
    return publish(indicator)


def test_an_empty_desk_says_so(editor: Editor) -> None:
    home = build_home()
    translate(home).save_target(publish=True)
    text = read_dashboard(editor.client)
    assert "Inget väntar på dig." in text
    assert "Inget är schemalagt." in text


def test_dates_that_have_passed_wait_and_those_to_come_do_not(editor: Editor) -> None:
    plan = publish(build_plan(), review_due=timezone.localdate() - DAY)
    build_indicator()
    text = read_dashboard(editor.client)
    assert "Planer som ska ses över" in text
    assert "Indikatorer som väntar på ett nytt värde" in text
    publish(plan, review_due=timezone.localdate() + DAY)
    Indicator.objects.update(values_due=timezone.localdate() + DAY)
    text = read_dashboard(editor.client)
    assert "Planer som ska ses över" not in text
    assert "Indikatorer som väntar på ett nytt värde" not in text


def test_what_is_scheduled_is_shown_to_be_published_and_to_be_taken_down(editor: Editor) -> None:
    home = build_home()
    coming, going = build_standard(home, "kommer"), build_standard(home, "upphor")
    coming.go_live_at = timezone.now() + DAY
    coming.title = "Kommer snart"
    coming.save_revision(approved_go_live_at=coming.go_live_at)
    publish(going, title="Upphör snart", expire_at=timezone.now() + DAY)
    text = read_dashboard(editor.client)
    assert "Publiceras" in text
    assert "Kommer snart" in text
    assert "Tas bort från webbplatsen" in text
    assert "Upphör snart" in text


def test_a_stale_translation_waits_for_who_may_translate() -> None:
    home = build_home()
    page = build_standard(home)
    for each in (home, page):
        translate(each).save_target(publish=True)
    publish(page, title="Nytt namn")
    assert "1 av 2 texter att översätta" in read_dashboard(log_in("eva", EDITORS))
    editor = log_in("ove", EDITORS)
    Group.objects.get(name=EDITORS).permissions.remove(
        *Group.objects.get(name=EDITORS).permissions.filter(codename="submit_translation")
    )
    assert "texter att översätta" not in read_dashboard(editor)


def test_who_may_not_change_indicators_is_not_asked_for_values() -> None:
    build_home()
    build_indicator()
    writer = log_in("eva", EDITORS)
    assert "Indikatorer som väntar på ett nytt värde" in read_dashboard(writer)
    group = Group.objects.get(name=EDITORS)
    group.permissions.remove(*group.permissions.filter(codename="change_indicator"))
    assert "Indikatorer som väntar på ett nytt värde" not in read_dashboard(writer)


def test_the_desk_of_a_large_plan_costs_as_many_queries_as_that_of_a_small_one() -> None:
    reviewer = log_in("rut", REVIEWERS)
    editor = get_user_model().objects.create_user("eva", "eva@example.org", "password")
    editor.groups.add(Group.objects.get(name=EDITORS))
    plan = build_plan()
    fill(plan, editor, 1)
    read_dashboard(reviewer)
    few = count_queries(reviewer)
    for number in range(2, 6):
        fill(plan, editor, number)
    assert count_queries(reviewer) == few


def fill(plan: Any, user: Any, number: int) -> None:
    """Put one of each kind on the desk: a review, a schedule, an overdue value, a missing translation."""
    build_indicator(f"Indikator {number}")
    submitted, coming = build_area(plan, f"U{number}1"), build_area(plan, f"U{number}2")
    submitted.save_revision(user=user)
    submitted.get_workflow().start(submitted, user)
    coming.save_revision(approved_go_live_at=timezone.now() + DAY)


def count_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        read_dashboard(client)
    return len(queries)
