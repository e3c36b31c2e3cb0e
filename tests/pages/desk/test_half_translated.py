"""No page is published half translated, whichever way an editor takes."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from pages.models import Publication
from tests.pages.building import build_area, build_home, build_plan, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


def build_half_translated() -> tuple[Any, Any]:
    """Return a Swedish page whose introduction has changed since, and its English version."""
    home = build_home()
    page = publish(build_standard(home), lead="Ett.")
    translate(home).save_target(publish=True)
    translation = translate(page)
    translation.save_target(publish=True)
    page = publish(page, lead="Två.", change_kind="material", change_note="Nytt.")
    return page, translation


def english_lead(page: Any) -> str:
    row = Publication.objects.open().get(key=page.translation_key, locale="en")
    return str(row.content["lead"])


def test_the_translator_refuses_and_names_the_texts_that_are_missing(editor: Editor) -> None:
    page, translation = build_half_translated()
    target = translation.get_target_instance()
    answer = editor.client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"}, follow=True)
    text = answer.content.decode()
    assert "2 av 4 texter är inte översatta än" in text
    assert "Ingress (”Två.”)" in text
    assert english_lead(page) == "lead-in-english"


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_empty_translation_is_none(editor: Editor, nothing: str) -> None:
    page, translation = build_half_translated()
    translate(page, lead="Two.")
    StringTranslation.objects.filter(data="Two.").update(data=nothing)
    target = translation.get_target_instance()
    editor.client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"})
    assert english_lead(page) == "lead-in-english"


def test_updating_does_not_publish_half_and_keeps_the_answer(editor: Editor) -> None:
    page, translation = build_half_translated()
    path = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    answer = editor.post(path, publish_translations="on")
    assert "2 av 4 texter är inte översatta än" in answer.content.decode()
    assert english_lead(page) == "lead-in-english"
    translate(page, lead="Two.", change_note="New.")
    editor.post(path, publish_translations="on")
    assert english_lead(page) == "Two."


def test_publishing_in_bulk_refuses_too(editor: Editor) -> None:
    page, translation = build_half_translated()
    target = translation.get_target_instance()
    target.save_revision()
    answer = editor.client.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={target.pk}&next=/admin/reports/translation-age/",
        follow=True,
    )
    assert "texter är inte översatta än" in answer.content.decode()
    assert english_lead(page) == "lead-in-english"


def test_a_whole_translation_is_published_with_the_kind_and_note_of_its_source(editor: Editor) -> None:
    page, translation = build_half_translated()
    translate(page, lead="Two.", change_note="New.")
    target = translation.get_target_instance()
    form = editor.client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert "Ändring i sak" in form
    assert "Nytt." in form
    editor.client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"})
    row = Publication.objects.open().get(key=page.translation_key, locale="en")
    assert (row.kind, row.note, row.content["lead"]) == ("material", "New.", "Two.")


def test_an_area_needs_no_translation_of_what_is_no_text(editor: Editor) -> None:
    plan = build_plan()
    area = build_area(plan)
    for page in (plan.get_parent(), plan, area):
        translation = translate(page)
        translation.save_target(publish=False)
        target = translation.get_target_instance()
        editor.client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"})
        assert Publication.objects.open().filter(key=page.translation_key, locale="en").exists(), page
