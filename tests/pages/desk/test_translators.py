"""Who may not publish translates, and changes nothing that readers see; no page mirrors another."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.desk.groups import EDITORS
from pages.models import Publication, StandardPage
from tests.pages.building import (
    add,
    build_actor,
    build_area,
    build_home,
    build_plan,
    build_priority,
    build_standard,
    publish,
    translate,
)  # fmt: skip
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def translator() -> Client:
    """Somebody who writes, and publishes nothing."""
    user = get_user_model().objects.create_user("eva", "eva@example.org", "password")
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(user)
    return client


def build_translated() -> tuple[Any, Translation]:
    """Return a page that is public in both languages, and its translation."""
    home = build_home()
    page = build_standard(home)
    translate(home).save_target(publish=True)
    translation = translate(page)
    translation.save_target(publish=True)
    return page, translation


def write(client: Client, translation: Translation, path: str, text: str) -> Any:
    """Put a text into the translator, as its script does."""
    segment = StringSegment.objects.get(source=translation.source, context__path=path)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return client.put(address, f"value={text}", content_type="application/x-www-form-urlencoded")


def shown(page: Any) -> tuple[str, str, int]:
    """Return what readers meet: the English page's title, what the record says, and how often it has spoken."""
    english = page.get_translation(Locale.objects.get(language_code="en"))
    rows = Publication.objects.filter(key=page.translation_key)
    return english.title, rows.open().get(locale="en").title, rows.count()


def test_a_text_that_is_put_into_the_translator_is_not_public(translator: Client) -> None:
    page, translation = build_translated()
    before = shown(page)
    assert write(translator, translation, "title", "Changed").status_code == 200
    assert shown(page) == before


def test_updating_offers_publishing_to_those_who_may_alone(translator: Client, editor: Editor) -> None:
    _, translation = build_translated()
    path = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert "publish_translations" not in translator.get(path).content.decode()
    assert "publish_translations" in editor.client.get(path).content.decode()


def test_updating_publishes_nothing_for_who_may_not(translator: Client) -> None:
    page, translation = build_translated()
    before = shown(page)
    write(translator, translation, "title", "Changed")
    path = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    answer = translator.post(path, {"publish_translations": "on"})
    assert "Be en granskare publicera" in answer.content.decode()
    assert shown(page) == before
    assert translator.post(path).status_code == 302
    assert shown(page) == before


def test_updating_does_not_open_a_page_for_who_may_not_publish(translator: Client) -> None:
    _, translation = build_translated()
    english = translation.get_target_instance()
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    translator.post(reverse("wagtail_localize:update_translations", args=[translation.source_id]))
    assert PageViewRestriction.objects.filter(page=english).exists()


def test_the_translator_publishes_nothing_for_who_may_not(translator: Client) -> None:
    page, translation = build_translated()
    before = shown(page)
    write(translator, translation, "title", "Changed")
    english = translation.get_target_instance()
    assert translator.post(f"/admin/pages/{english.pk}/edit/", {"action": "publish"}).status_code == 302
    assert shown(page) == before


def test_an_actors_translation_is_published_by_who_may_alone(translator: Client) -> None:
    translation = translate(build_actor())
    translation.save_target(publish=True)
    english = translation.get_target_instance()
    write(translator, translation, "name", "Changed")
    translator.post(f"/admin/snippets/pages/actor/edit/{english.pk}/", {"action": "publish"})
    path = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert "Be en granskare" in translator.post(path, {"publish_translations": "on"}).content.decode()
    english.refresh_from_db()
    assert (english.name, english.live) == ("name-in-english", True)


def test_beginning_below_leaves_what_is_translated_as_it_is(editor: Editor) -> None:
    page, _ = build_translated()
    home = page.get_parent()
    section = add(home, StandardPage, title="Avsnitt", slug="avsnitt")
    page.move(section, pos="last-child")
    new = build_standard(section, "ny")
    before = shown(page)
    StringTranslation.objects.filter(context__path="title").update(data="Not published")
    english = Locale.objects.get(language_code="en")
    path = reverse("wagtail_localize:submit_page_translation", args=[section.pk])
    assert editor.post(path, locales=str(english.pk), include_subtree="on").status_code == 302
    assert shown(page)[:2] == before[:2]
    assert not new.get_translation(english).live
    assert new.get_translation(english).get_parent().translation_key == section.translation_key


def test_no_translation_is_begun_below_a_page_without_one(editor: Editor) -> None:
    area = build_area(build_plan())
    translate(area.get_parent().get_parent()).save_target(publish=True)
    english = Locale.objects.get(language_code="en")
    path = reverse("wagtail_localize:submit_page_translation", args=[build_priority(area).pk])
    answer = editor.post(path, locales=str(english.pk))
    assert "finns inte på det språket. Översätt den först" in answer.content.decode()
    assert Page.objects.filter(locale=english).count() == 1


@pytest.mark.parametrize("address", ["/admin/localize/page/{}/convert_to_alias/", "/admin/pages/{}/edit/"])
def test_no_translation_becomes_an_alias(editor: Editor, address: str) -> None:
    page, translation = build_translated()
    before = shown(page)
    english = translation.get_target_instance()
    values = {"localize-convert-to-alias": "1"} if "edit" in address else {}
    answer = editor.client.post(address.format(english.pk), values, follow=True)
    assert "då skulle läsarna möta svenska" in answer.content.decode()
    assert shown(page) == before
    assert Translation.objects.filter(pk=translation.pk).exists()
    assert not Page.objects.exclude(alias_of=None).exists()


def test_no_form_offers_an_alias(editor: Editor) -> None:
    page, translation = build_translated()
    translation.enabled = False
    translation.save()
    english = translation.get_target_instance()
    assert "convert-to-alias" not in editor.client.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    assert 'name="alias"' not in editor.client.get(f"/admin/pages/{page.pk}/copy/").content.decode()
    locale = page.locale_id
    assert "sync_from" not in editor.client.get(f"/admin/locales/edit/{locale}/").content.decode()
    values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(page.get_parent().pk)}
    editor.post(f"/admin/pages/{page.pk}/copy/", alias="on", **values)
    assert Page.objects.get(slug="kopia").alias_of is None


def test_a_translation_is_sent_to_review_and_published_by_the_reviewer(
    translator: Client, editor: Editor
) -> None:
    page, translation = build_translated()
    before, english = shown(page), translation.get_target_instance()
    path = reverse("send_translation", args=[english.pk])
    assert path in translator.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    write(translator, translation, "title", "Changed")
    assert "Skicka till granskning" in translator.get(path).content.decode()
    answer = translator.post(path, follow=True)
    assert "är skickad till granskning" in answer.content.decode()
    assert path not in answer.content.decode()
    assert shown(page) == before
    state = english.current_workflow_state
    assert state.current_task_state.revision.as_object().title == "Changed"
    assert english.title in editor.client.get("/admin/").content.decode()
    state.current_task_state.approve(user=get_user_model().objects.get(username="anna"))
    assert shown(page) == ("Changed", "Changed", before[2] + 1)


def test_half_a_translation_is_not_sent_to_review(translator: Client) -> None:
    page, translation = build_translated()
    publish(page, lead="Ny ingress.")
    english = translation.get_target_instance()
    answer = translator.post(reverse("send_translation", args=[english.pk]), follow=True)
    assert "texter är inte översatta än" in answer.content.decode()
    assert english.current_workflow_state is None
