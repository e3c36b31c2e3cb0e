"""How old each translation is, in the list, in the report and on the dashboard; few queries, always as many."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pages.desk.ages import Age, age_of, only_of_age, with_ages
from pages.models import StandardPage
from tests.pages.building import add, build_home, build_plan, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


def age(page: Any) -> Any:
    found = age_of(with_ages(Page.objects.filter(pk=page.pk)).get())
    for each in Age:
        chosen = only_of_age(with_ages(Page.objects.filter(pk=page.pk)), each).exists()
        assert chosen == (each == found.age), each
    return found


def build_translated() -> tuple[Any, Any]:
    home = build_home()
    page = publish(build_standard(home), lead="Ett.")
    translate(home).save_target(publish=True)
    translation = translate(page)
    translation.save_target(publish=True)
    return page, translation


def test_a_page_without_a_version_in_english_is_missing() -> None:
    assert age(build_standard(build_home())).age == Age.MISSING


def test_a_translated_page_is_current_and_after_a_change_so_many_texts_are_stale() -> None:
    page, _ = build_translated()
    assert age(page).age == Age.CURRENT
    total = age(page).total
    page = publish(page, lead="Två.")
    assert (age(page).age, age(page).stale, age(page).total) == (Age.STALE, 1, total)


def test_a_text_that_is_translated_and_not_published_is_waiting() -> None:
    page, _ = build_translated()
    page = publish(page, lead="Två.")
    translation = translate(page, lead="Two.")
    assert age(page).age == Age.WAITING
    translation.save_target(publish=True)
    assert age(page).age == Age.CURRENT


def test_a_text_taken_away_leaves_the_translation_waiting() -> None:
    page, translation = build_translated()
    page = publish(page, lead="")
    assert (age(page).age, age(page).stale) == (Age.WAITING, 0)
    translation.refresh_from_db()
    translation.save_target(publish=True)
    assert age(page).age == Age.CURRENT


def test_publishing_the_same_again_leaves_the_translation_current() -> None:
    page, _ = build_translated()
    assert age(publish(page)).age == Age.CURRENT


def test_the_list_of_pages_says_how_old_each_translation_is(editor: Editor) -> None:
    page, _ = build_translated()
    publish(page, lead="Två.")
    text = editor.client.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()
    assert "1 av 3 texter att översätta" in " ".join(text.split()), text


@pytest.mark.parametrize("path", ["/admin/pages/{home}/", "/admin/reports/translation-age/", "/admin/"])
def test_ages_cost_as_many_queries_for_ten_pages_as_for_two(editor: Editor, path: str) -> None:
    plan = build_plan()
    home = plan.get_parent()
    address = path.format(home=home.pk)
    add(home, StandardPage, title="Sida", slug="sida")
    editor.client.get(address)
    few = count_queries(editor.client, address)
    for number in range(8):
        translate(add(home, StandardPage, title=f"Sida {number}", slug=f"sida-{number}"))
    assert count_queries(editor.client, address) == few


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_report_is_filtered_and_exported(editor: Editor) -> None:
    page, _ = build_translated()
    publish(page, lead="Två.")
    stale = editor.client.get("/admin/reports/translation-age/?translation_age=stale&export=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(stale.streaming_content).decode())))  # type: ignore[attr-defined]  # a streaming answer
    assert [row["Sida"] for row in rows] == ["Om kakor"]
    assert rows[0]["På engelska"] == "1 av 3 texter att översätta"
    assert editor.client.get("/admin/reports/translation-age/?export=xlsx").status_code == 200
    current = editor.client.get("/admin/reports/translation-age/?translation_age=current")
    assert "Om kakor" not in current.content.decode()
