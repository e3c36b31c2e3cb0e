"""Actors have drafts, and make publications like pages."""

import pytest

from pages.models import Actor, Publication
from tests.pages.building import build_actor, count_rows, newest, translate
from tests.pages.conftest import Editor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def edit(editor: Editor, actor: Actor, **changes: str) -> None:
    path = f"/admin/snippets/pages/actor/edit/{actor.pk}/"
    values = editor.open_form(path, "w-editor-form")
    editor.client.post(path, values | {"action-publish": "1"} | changes)


def test_a_draft_is_no_publication_and_publishing_it_is_one(editor: Editor) -> None:
    actor = build_actor(live=False)
    assert count_rows() == (0, 0)
    edit(editor, actor)
    assert count_rows() == (1, 1)
    assert (newest().kind, newest().title, newest().path) == ("new", "Länets kommuner", "")


def test_a_change_is_one_publication_of_the_kind_that_was_said(editor: Editor) -> None:
    actor = build_actor()
    edit(editor, actor, description="Anställer och utbildar.", change_kind="correction")
    assert count_rows() == (2, 2)
    assert (newest().kind, newest().logged) == ("correction", False)


def test_publishing_again_without_a_change_is_no_publication(editor: Editor) -> None:
    actor = build_actor()
    edit(editor, actor)
    assert count_rows() == (1, 1)


def test_unpublishing_and_deleting_is_one_withdrawal(editor: Editor) -> None:
    actor = build_actor()
    editor.post(f"/admin/snippets/pages/actor/unpublish/{actor.pk}/")
    assert count_rows() == (2, 2)
    assert newest().kind == "withdrawn"
    editor.post(f"/admin/snippets/pages/actor/delete/{actor.pk}/")
    assert count_rows() == (2, 2)


def test_a_translation_is_one_publication_of_the_sources_change() -> None:
    actor = build_actor()
    translate(actor, name="The municipalities").save_target(publish=True)
    swedish, english = Publication.objects.order_by("pk")
    assert (english.locale, english.title, english.change) == ("en", "The municipalities", swedish.change)
