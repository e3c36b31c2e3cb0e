"""Where translating was stopped, a page is not published with the texts of its source."""

from typing import Any

import pytest
from wagtail_localize.models import Translation

from pages.models import Publication
from pages.quality.checking import find_errors
from tests.pages.building import build_actor, build_home, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)
LEAD = "Så här behandlar vi uppgifter om dig."


def build_stopped(editor: Editor) -> Any:
    """Return an English draft whose translation was begun and stopped, by way of the desk."""
    home = build_home()
    translate(home).save_target(publish=True)
    page = publish(build_standard(home), lead=LEAD)
    editor.post(
        f"/admin/localize/submit/page/{page.pk}/", locales=str(home.get_translations().get().locale_id)
    )
    translation = Translation.objects.get(source__object_id=page.translation_key)
    editor.post(f"/admin/localize/translate/{translation.pk}/disable/")
    return translation.get_target_instance()


def is_public(page: Any) -> bool:
    return Publication.objects.open().filter(key=page.translation_key, locale="en").exists()


def test_texts_that_nobody_translated_are_named_and_not_published(editor: Editor) -> None:
    page = build_stopped(editor)
    answer = editor.edit(page, title="Om kakor")
    text = answer.content.decode()
    assert "2 texter är fortfarande på svenska: Rubrik (”Om kakor”); Ingress (”Så här behandlar" in text
    assert not is_public(page)


def test_a_draft_with_them_is_saved(editor: Editor) -> None:
    page = build_stopped(editor)
    answer = editor.edit(page, **{"action-publish": [], "title": "About cookies"})
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "About cookies"


def test_what_was_translated_by_hand_is_published(editor: Editor) -> None:
    page = build_stopped(editor)
    editor.edit(page, title="About cookies", lead="How we treat data about you.")
    assert is_public(page)


def test_a_text_stays_the_sources_when_the_source_has_changed_since(editor: Editor) -> None:
    page = build_stopped(editor)
    source = page.get_translations().get()
    publish(source.specific, lead="Ny ingress, som är en annan.")
    answer = editor.edit(page, title="About cookies")
    assert "1 text är fortfarande på svenska" in answer.content.decode()
    assert not is_public(page)


def test_publishing_in_bulk_refuses_too(editor: Editor) -> None:
    page = build_stopped(editor)
    path = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/reports/translation-age/"
    answer = editor.client.post(path, follow=True)
    assert "texter är fortfarande på svenska" in answer.content.decode()
    assert not is_public(page)


def test_what_a_translator_let_stand_may_be_the_same(editor: Editor) -> None:
    translation = translate(build_standard(build_home()), title="Om kakor", lead="Lead.")
    translation.save_target(publish=False)
    Translation.objects.filter(pk=translation.pk).update(enabled=False)
    assert find_errors(translation.get_target_instance()) == []


@pytest.mark.parametrize(("name", "refused"), [("CC0", 0), ("Länsstyrelsen i Västmanlands län", 1)])
def test_a_short_name_may_be_the_same(name: str, refused: int) -> None:
    actor = build_actor(name)
    translation = translate(actor)
    translation.save_target(publish=False)
    english = translation.get_target_instance()
    translation.source.delete()
    english.name = name
    assert len(find_errors(english)) == refused
