"""What random sequences found once, each told by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import Publication, StandardPage
from tests.pages.building import (
    add,
    build_actor,
    build_home,
    build_standard,
    newest,
    publish,
    translate,
)
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")


def build_section() -> tuple[StandardPage, StandardPage]:
    """Return a page that is no longer public, and a public one below it."""
    section = build_standard(build_home(), "ett")
    below = add(section, StandardPage, title="Svar", slug="svar")
    section.unpublish()
    return section, below


def test_a_restricted_page_can_be_deleted(editor: Editor) -> None:
    page = build_standard(build_home())
    restrict(page)
    assert editor.post(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert not StandardPage.objects.exists()
    assert newest().kind == "withdrawn"


def test_a_page_below_moves_when_what_stands_above_is_published_at_another_address() -> None:
    section, below = build_section()
    publish(section, slug="tva")
    rows = Publication.objects.open().filter(key=below.translation_key)
    assert [(row.kind, row.path, row.logged) for row in rows] == [("moved", "/sv/tva/svar/", False)]
    assert Client().get("/sv/tva/svar/").status_code == 200


def test_a_page_below_moves_when_what_stands_above_is_scheduled_at_another_address() -> None:
    section, below = build_section()
    publish(section, slug="tva", go_live_at=timezone.now() + timedelta(hours=1))
    rows = Publication.objects.open().filter(key=below.translation_key)
    assert [(row.kind, row.path) for row in rows] == [("moved", "/sv/tva/svar/")]


def test_the_first_translation_of_an_actor_belongs_to_the_newest_change() -> None:
    actor = build_actor()
    actor.description, actor.change_kind, actor.change_note = "Driver skolor.", "material", "Ny uppgift."
    actor.save_revision().publish()
    actor.refresh_from_db()
    swedish = newest()
    translate(actor, name="Municipalities", description="Run schools.").save_target(publish=True)
    assert (newest().locale, newest().change) == ("en", swedish.change)


@pytest.mark.parametrize("place", ["itself", "below"])
def test_a_copy_of_a_restricted_page_is_never_public(editor: Editor, place: str) -> None:
    page = build_standard(build_home(), "ett")
    below = add(page, StandardPage, title="Svar", slug="svar")
    restrict(page if place == "itself" else below)
    rows = Publication.objects.count()
    values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(page.get_parent().pk)}
    values |= {"copy_subpages": "on"}
    answer = editor.post(f"/admin/pages/{page.pk}/copy/", **values, publish_copies="on")
    assert "är skyddad, och kopian skulle vara öppen" in answer.content.decode()
    assert editor.post(f"/admin/pages/{page.pk}/copy/", **values).status_code == 302
    assert Publication.objects.count() == rows
    assert Client().get("/sv/kopia/svar/").status_code == 404


def test_what_is_hidden_in_swedish_is_hidden_in_english() -> None:
    home = build_home()
    page = build_standard(home)
    for each in (home, page):
        translate(each, slug=f"{each.slug}-en").save_target(publish=True)
    english = page.get_translations().get()
    restrict(page)
    assert Client().get(english.url).status_code == 404
    assert not Publication.objects.open().filter(key=page.translation_key).exists()
    PageViewRestriction.objects.get(page_id=page.pk).delete()
    assert Client().get(page.url).status_code == 200
    assert Client().get(english.url).status_code == 404


def test_pages_stay_at_their_addresses_while_the_front_page_of_their_language_is_a_draft() -> None:
    home = build_home()
    page = build_standard(home, "sida")
    for each in (home, page):
        translate(each, slug=f"{each.slug}-en").save_target(publish=True)
    home.get_translations().get().unpublish()
    answers = {
        path: Client().get(path).status_code for path in ("/en/", "/en/sida-en/", "/en/sida/", "/sv/sida/")
    }
    assert answers == {"/en/": 410, "/en/sida-en/": 200, "/en/sida/": 301, "/sv/sida/": 200}


def test_a_translation_that_comes_back_does_not_say_its_note_again() -> None:
    home = build_home()
    page = publish(build_standard(home), lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    for each in (home, page):
        translate(each, slug=f"{each.slug}-en", change_note="New lead.").save_target(publish=True)
    assert (newest().kind, newest().note) == ("new", "New lead.")
    english = page.get_translations().get()
    restrict(english)
    PageViewRestriction.objects.get(page_id=english.pk).delete()
    assert (newest().locale, newest().kind, newest().note) == ("en", "new", "")


def test_kind_and_note_are_empty_after_a_publication_that_changed_nothing(editor: Editor) -> None:
    page = build_standard(build_home())
    editor.edit(page, change_kind="material", change_note="Sägs inte.")
    values = editor.open_form(f"/admin/pages/{page.pk}/edit/", "page-edit-form")
    assert [values["change_kind"][0], values["change_note"][0].strip()] == ["", ""]


def test_a_translation_does_not_wait_or_end_with_its_sources_schedule(editor: Editor) -> None:
    home = build_home()
    page = build_standard(home)
    translate(home, slug="start-en").save_target(publish=True)
    soon = timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    editor.edit(page, lead="Nytt.", go_live_at=soon)
    page.refresh_from_db()
    page.unpublish()
    translate(page, slug="on-cookies").save_target(publish=True)
    assert Client().get("/en/on-cookies/").status_code == 200
