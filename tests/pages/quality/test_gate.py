"""An error stops publishing on every route at the desk; a draft is always kept."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowTask

from pages.models import StandardPage
from pages.quality.gate import NotFit
from tests.pages.building import add, build_home, build_standard, translate
from tests.pages.conftest import Editor

from .writing import heading

pytestmark = pytest.mark.django_db
FAULT = "ingen avsnittsrubrik"
ORPHAN = [heading("Utan avsnitt", 3)]


@pytest.fixture
def faulty(editor: Editor) -> StandardPage:
    """A draft that nobody may publish."""
    page = add(build_home(), StandardPage, live=False, title="Fel", slug="fel", body=json.dumps(ORPHAN))
    page.save_revision()
    return page


def said_to(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def stays_unpublished(page: Page) -> bool:
    return not Page.objects.get(pk=page.pk).live


def block_in_form(text: str, level: int) -> dict[str, str]:
    """Return the fields that a browser posts for a body of one heading."""
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": str(uuid4()),
        "body-0-value-text": text,
        "body-0-value-level": str(level),
    }


def test_the_editor_shows_the_fault_at_its_block_and_keeps_what_was_typed(editor: Editor) -> None:
    page = build_standard(build_home())
    response = editor.edit(page, lead="Det jag skrev.", **block_in_form("Utan avsnitt", 3))
    assert response.status_code == 200
    assert FAULT in response.content.decode()
    assert "Det jag skrev." in response.content.decode()
    (error,) = response.context["form"].errors.as_data()["body"]
    assert list(error.block_errors) == [0]
    page.refresh_from_db()
    assert page.lead == ""


def test_a_new_page_with_a_fault_is_not_published_and_comes_back_as_typed(editor: Editor) -> None:
    path = f"/admin/pages/add/pages/standardpage/{build_home().pk}/"
    form = editor.open_form(path, "page-edit-form")
    typed = {"title": "En ny sida", "slug": "ny", "action-publish": "1"}
    response = editor.client.post(path, form | typed | block_in_form("Utan avsnitt", 3))
    assert response.status_code == 200
    assert FAULT in response.content.decode()
    assert 'value="En ny sida"' in response.content.decode()
    assert not StandardPage.objects.exists()


def test_a_draft_with_faults_is_saved(editor: Editor) -> None:
    page = build_standard(build_home())
    response = editor.edit(page, **block_in_form("Utan avsnitt", 3), **{"action-publish": ""})
    assert response.status_code == 302
    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.body[0].value["text"] == "Utan avsnitt"


def test_a_warning_does_not_stop_publishing(editor: Editor) -> None:
    page = build_standard(build_home())
    response = editor.edit(page, **block_in_form("Avsnitt", 2))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.body[0].value["text"] == "Avsnitt"


def test_a_faulty_page_is_not_scheduled(editor: Editor) -> None:
    page = add(build_home(), StandardPage, live=False, title="Fel", slug="fel")
    at = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    response = editor.edit(page, go_live_at=at, **block_in_form("Utan avsnitt", 3))
    assert FAULT in response.content.decode()
    assert Page.objects.get(pk=page.pk).scheduled_revision is None


def test_bulk_publishing_publishes_none_and_names_the_fault(editor: Editor, faulty: StandardPage) -> None:
    good = add(faulty.get_parent(), StandardPage, live=False, title="Bra", slug="bra")
    response = editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={faulty.pk}&id={good.pk}")
    assert stays_unpublished(faulty)
    assert stays_unpublished(good)
    assert FAULT in said_to(response)
    assert "Fel" in said_to(response)


def test_bulk_publishing_looks_at_the_drafts_below_too(editor: Editor) -> None:
    above = add(build_home(), StandardPage, live=False, title="Ovan", slug="ovan")
    below = add(above, StandardPage, live=False, title="Under", slug="under", body=json.dumps(ORPHAN))
    path = f"/admin/bulk/wagtailcore/page/publish/?id={above.pk}"
    response = editor.post(path, include_descendants="on")
    assert FAULT in said_to(response)
    assert stays_unpublished(above)
    assert stays_unpublished(below)


def test_a_reviewer_cannot_approve_a_faulty_page_outside_the_editor(
    editor: Editor, faulty: StandardPage, in_review: int
) -> None:
    path = f"/admin/pages/workflow/action/{faulty.pk}/approve/{in_review}/"
    response = editor.client.post(path, {"comment": ""})
    assert response.status_code == 302
    assert response["Location"] == f"/admin/pages/{faulty.pk}/edit/"
    assert stays_unpublished(faulty)
    assert FAULT in said_to(response)
    assert Page.objects.get(pk=faulty.pk).specific.workflow_in_progress


def test_a_reviewer_in_a_dialogue_is_led_to_the_fault(
    editor: Editor, faulty: StandardPage, in_review: int
) -> None:
    path = f"/admin/pages/workflow/action/{faulty.pk}/approve/{in_review}/"
    response = editor.client.post(path, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": f"/admin/pages/{faulty.pk}/edit/"}
    assert stays_unpublished(faulty)


def test_a_reviewer_sends_a_faulty_page_back_from_the_editor(
    editor: Editor, faulty: StandardPage, in_review: int
) -> None:
    asked = {"action-publish": "", "action-workflow-action": "1", "workflow-action-name": "reject"}
    response = editor.edit(faulty, **asked)
    assert response.status_code == 302
    assert not Page.objects.get(pk=faulty.pk).specific.workflow_in_progress


@pytest.fixture
def in_review(faulty: StandardPage) -> int:
    """The state of the task that a reviewer is to decide; the review began before there were checks."""
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.set(Group.objects.all())
    workflow = Workflow.objects.create(name="Granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(faulty, None)
    return int(state.current_task_state.pk)


def test_a_faulty_translation_is_not_published(editor: Editor) -> None:
    page = build_standard(build_home())
    translation = translate(page.get_parent())
    translation.save_target(publish=True)
    translation = translate(page, title="About cookies")
    translation.save_target(publish=False)
    english = translation.get_target_instance()
    # The source is put right or wrong by its own editor; here its draft copy carries the fault.
    source = translation.source
    content = json.loads(source.content_json)
    content["body"] = json.dumps(ORPHAN)
    source.content_json = json.dumps(content)
    source.save()
    response = editor.post(f"/admin/pages/{english.pk}/edit/", action="publish")
    assert response.status_code == 302
    assert FAULT in said_to(response)
    assert stays_unpublished(english)


def test_code_that_names_nobody_is_free_and_somebody_is_not(editor: Editor, faulty: StandardPage) -> None:
    revision = faulty.get_latest_revision()
    with pytest.raises(NotFit):
        revision.publish(user=get_user_model().objects.get())
    assert stays_unpublished(faulty)
    revision.publish()
    assert not stays_unpublished(faulty)
