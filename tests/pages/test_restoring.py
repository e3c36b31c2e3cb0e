"""An earlier version becomes the draft again in one step, and nothing is published."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages

from pages.models import Publication, StandardPage
from tests.pages.building import build_actor, build_home, build_standard, publish
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def rewritten(editor: Editor) -> StandardPage:
    """A page that was published with one introduction and then, in sum and substance, with another."""
    page = publish(
        build_standard(build_home()), lead="Så här var det.", change_kind="material", change_note="Nytt."
    )
    return publish(page, lead="Så här blev det.", change_note="Nyare.")


def version_with(page: StandardPage, lead: str) -> Any:
    return next(each for each in page.revisions.all() if each.content["lead"] == lead)


def test_the_history_offers_every_version_but_the_newest(editor: Editor, rewritten: StandardPage) -> None:
    editor.edit(rewritten, lead="Ett utkast.", **{"action-publish": ""})
    html = editor.client.get(f"/admin/pages/{rewritten.pk}/history/").content.decode()
    rewritten.refresh_from_db()
    assert f"/admin/restore/{rewritten.latest_revision_id}/" not in html
    assert "Mer att göra med den här versionen" in html


def test_a_version_becomes_the_draft_and_is_not_published(editor: Editor, rewritten: StandardPage) -> None:
    rows = Publication.objects.count()
    version = version_with(rewritten, "Så här var det.")
    answer = editor.post(f"/admin/restore/{version.pk}/")
    assert answer["Location"] == f"/admin/pages/{rewritten.pk}/edit/"
    assert "är utkast igen" in " ".join(map(str, get_messages(answer.wsgi_request)))
    rewritten.refresh_from_db()
    draft = rewritten.get_latest_revision_as_object()
    assert draft.lead == "Så här var det."
    assert (draft.change_kind, draft.change_note) == ("", "")
    assert rewritten.lead == "Så här blev det."
    assert Publication.objects.count() == rows


def test_a_locked_page_stays_as_it_is(editor: Editor, rewritten: StandardPage) -> None:
    rewritten.locked = True
    rewritten.locked_by = get_user_model().objects.create_superuser("bo", "bo@example.org", "password")
    rewritten.save(update_fields=["locked", "locked_by"])
    newest = rewritten.latest_revision_id
    editor.post(f"/admin/restore/{version_with(rewritten, 'Så här var det.').pk}/")
    rewritten.refresh_from_db()
    assert rewritten.latest_revision_id == newest


def test_restoring_takes_a_form(editor: Editor, rewritten: StandardPage) -> None:
    version = version_with(rewritten, "Så här var det.")
    assert editor.client.get(f"/admin/restore/{version.pk}/").status_code == 405


def test_an_actor_is_restored_as_a_page_is(editor: Editor) -> None:
    actor = build_actor("Namnet förut")
    first = actor.latest_revision_id
    publish(actor, name="Namnet nu")
    history = editor.client.get(f"/admin/snippets/pages/actor/history/{actor.pk}/")
    assert history.status_code == 200
    answer = editor.post(f"/admin/restore/{first}/")
    assert answer["Location"] == f"/admin/snippets/pages/actor/edit/{actor.pk}/"
    actor.refresh_from_db()
    assert actor.name == "Namnet nu"
    assert actor.get_latest_revision_as_object().name == "Namnet förut"
