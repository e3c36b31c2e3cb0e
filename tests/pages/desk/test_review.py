"""An editor submits, a reviewer is told, sees what differs from what is public, and publishes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

from pages.desk.groups import EDITORS, REVIEWERS
from pages.models import Publication
from tests.pages.building import build_home, build_standard, publish
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(name: str, group: str, language: str = "sv") -> Editor:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password")
    user.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return Editor(client)


@pytest.fixture
def page() -> Any:
    body = [
        {"type": "paragraph", "value": "<p>Så här var det.</p>", "id": "5f0b8a3e-3d6f-4a39-9d0c-1f0a7c9b2a11"}
    ]
    return publish(build_standard(build_home()), lead="Förut.", body=body)


@pytest.fixture
def submitted(page: Any) -> Callable[[], Any]:
    def submit() -> Any:
        editor = log_in("eva", EDITORS)
        changes = {
            "lead": "Numera.", "body-0-value": page.body[0].value.source, "action-submit": "1", "action-publish": "",
        }  # fmt: skip
        values = editor.open_form(f"/admin/pages/{page.pk}/edit/", "page-edit-form") | changes
        del values["action-publish"]
        assert editor.client.post(f"/admin/pages/{page.pk}/edit/", values).status_code == 302
        page.refresh_from_db()
        return page

    return submit


def test_each_reviewer_is_told_in_their_own_language_with_a_link_to_what_differs(
    submitted: Callable[[], Any], mailoutbox: list[Any]
) -> None:
    log_in("rut", REVIEWERS)
    log_in("ruth", REVIEWERS, "en")
    page = submitted()
    letters = {message.to[0]: message for message in mailoutbox}
    assert set(letters) == {"rut@example.org", "ruth@example.org"}
    address = f"/admin/pages/{page.pk}/revisions/compare/live...latest/"
    swedish, english = letters["rut@example.org"], letters["ruth@example.org"]
    assert "Se vad som skiljer från den publicerade versionen" in swedish.body
    assert "See what differs from what is public" in english.body
    for letter in (swedish, english):
        assert address in letter.body
    for word in ("has been submitted", "You can", "Hello"):
        assert word not in swedish.subject + swedish.body


def test_the_reviewer_sees_what_differs_and_publishes(submitted: Callable[[], Any]) -> None:
    reviewer = log_in("rut", REVIEWERS)
    page = submitted()
    dashboard = reviewer.client.get("/admin/").content.decode()
    assert "Att granska" in dashboard
    assert f"/admin/pages/{page.pk}/revisions/compare/live...{page.latest_revision_id}/" in dashboard
    form = reviewer.client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Se vad som skiljer från den publicerade versionen" in form
    differs = reviewer.client.get(f"/admin/pages/{page.pk}/revisions/compare/live...latest/").content.decode()
    assert "Förut." in differs
    assert "Numera." in differs
    task = page.current_workflow_task_state
    reviewer.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/")
    assert Publication.objects.open().get(key=page.translation_key).content["lead"] == "Numera."


def test_who_did_what_is_in_the_log_in_swedish(submitted: Callable[[], Any]) -> None:
    reviewer = log_in("rut", REVIEWERS)
    page = submitted()
    task = page.current_workflow_task_state
    reviewer.post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/")
    history = reviewer.client.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "eva" in history
    assert "rut" in history
    for english in ("Published", "Workflow", "Approved", "Submitted", "Draft saved"):
        assert english not in history, english


def test_a_change_in_the_text_is_shown_block_by_block(page: Any, editor: Editor) -> None:
    page.body[0].value.source = "<p>Så här blev det.</p>"
    page.save_revision()
    differs = editor.client.get(f"/admin/pages/{page.pk}/revisions/compare/live...latest/").content.decode()
    assert "deletion" in differs
    assert "blev" in differs
