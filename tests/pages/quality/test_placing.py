"""No route at the desk gives a plan one code twice, a language the other's page, or a reader a page without a way to it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from pages.models import DevelopmentAreaPage, FollowUpPage, PlanPage, Publication
from pages.scheduling import publish_due
from tests.pages.building import (
    add,
    build_action,
    build_actor,
    build_area,
    build_group,
    build_home,
    build_plan,
    build_priority,
    build_standard,
    newest,
    publish,
)
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def read(answer: Any, editor: Editor) -> str:
    """Return the page that an answer is or leads to, with the messages on it."""
    text = editor.client.get(answer.url) if answer.status_code == 302 else answer
    return str(text.content.decode())


def test_a_draft_with_a_code_that_was_taken_meanwhile_is_not_published_in_bulk(editor: Editor) -> None:
    plan = build_plan()
    late = add(plan, DevelopmentAreaPage, live=False, title="Sent", slug="sent", code="U1")
    late.save_revision()
    build_area(plan, "U1")
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={late.pk}")
    assert "har koden U1" in read(answer, editor)
    assert not fresh(late).live


@pytest.mark.parametrize("bulk", [False, True])
def test_a_page_does_not_move_to_a_plan_that_has_its_code(editor: Editor, *, bulk: bool) -> None:
    home = build_home()
    area, other = build_area(build_plan(home)), add(home, PlanPage, title="Nästa", slug="nasta")
    publish(build_area(other, "U1"), slug="annan")
    if bulk:
        path = f"/admin/bulk/wagtailcore/page/move/?next=/admin/&id={area.pk}"
        answer = editor.post(path, chooser=str(other.pk), move_applicable="on")
    else:
        answer = editor.post(f"/admin/pages/{area.pk}/move/{other.pk}/confirm/")
    assert "har redan de här koderna: U1." in read(answer, editor)
    assert fresh(area).get_parent().slug == "planen"


def test_a_page_moves_freely_within_its_plan(editor: Editor) -> None:
    plan = build_plan()
    priority = build_priority(build_area(plan, "U1"))
    second = build_area(plan, "U2")
    editor.post(f"/admin/pages/{priority.pk}/move/{second.pk}/confirm/")
    assert fresh(priority).get_parent().pk == second.pk


def test_a_swedish_page_is_neither_moved_nor_copied_among_english_ones(editor: Editor) -> None:
    home = build_home()
    area = build_area(build_plan(home))
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    plan = add(english, PlanPage, title="The plan", slug="the-plan")
    moved = editor.post(f"/admin/pages/{area.pk}/move/{plan.pk}/confirm/")
    assert "på ett annat språk" in read(moved, editor)
    values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(plan.pk)}
    copied = editor.post(f"/admin/pages/{area.pk}/copy/", **values)
    assert "på ett annat språk" in copied.content.decode()
    assert not plan.get_children().exists()


def test_a_page_below_a_draft_is_not_published(editor: Editor) -> None:
    plan = build_plan()
    draft = add(plan, DevelopmentAreaPage, live=False, title="Utkast", slug="utkast", code="U9")
    below = build_priority(build_area(plan, "U1"))
    below.unpublish()
    below.move(draft, "last-child")
    refused = editor.edit(fresh(below))
    assert "Sidan ovanför, ”Utkast”, är inte publik." in refused.content.decode()
    assert not fresh(below).live


def test_a_material_change_without_a_note_is_not_published_in_bulk(editor: Editor) -> None:
    area = build_area()
    editor.edit(area, lead="Nytt.", change_kind="material", **{"action-publish": ""})
    area = fresh(area)
    area.change_kind = "material"
    area.save_revision()
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={area.pk}")
    assert "Skriv vad som är ändrat" in read(answer, editor)
    assert not Publication.objects.filter(kind="material").exists()


def test_kind_and_note_are_spent_when_a_page_comes_back(editor: Editor) -> None:
    area = publish(build_area(), lead="Nytt.", change_kind="material", change_note="Gäller förr.")
    area.unpublish()
    form = editor.open_form(f"/admin/pages/{area.pk}/edit/", "page-edit-form")
    assert (form["change_kind"][0], form["change_note"][0].strip()) == ("", "")
    editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={area.pk}")
    assert (newest().kind, newest().note) == ("new", "")


def test_plans_do_not_supersede_each_other_in_a_circle(editor: Editor) -> None:
    home = build_home()
    first, second = build_plan(home), add(home, PlanPage, title="Nästa", slug="nasta")
    publish(first, status="superseded", superseded_by=second)
    refused = editor.edit(second, status="superseded", superseded_by=str(first.pk))
    assert "En plan kan inte komma efter sig själv." in refused.content.decode()
    assert PlanPage.objects.get(pk=second.pk).superseded_by_id is None


@pytest.mark.parametrize("code", ["U09", "U1.01", "u1", "U 1", "U0"])
def test_a_code_is_written_in_one_way_alone(editor: Editor, code: str) -> None:
    area = build_area()
    assert editor.edit(area, code=code).status_code == 200
    assert Page.objects.get(pk=area.pk).specific.code == "U1"


def test_a_draft_whose_address_was_taken_meanwhile_is_not_published_in_bulk(editor: Editor) -> None:
    plan = build_plan()
    area = build_area(plan)
    area.slug = "larande"
    area.save_revision()
    publish(build_area(plan, "U2"), slug="larande")
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={area.pk}")
    assert "Adressen ”larande” är upptagen där." in read(answer, editor)


def test_a_draft_that_names_a_deleted_actor_is_not_published(editor: Editor) -> None:
    area, actor = build_area(), build_actor()
    area.roles = [{"type": "role", "value": {"role": "partner", "actor": actor.pk}}]
    area.save_revision()
    actor.delete()
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={area.pk}")
    assert "Det som nämns här är borttaget." in read(answer, editor)
    assert editor.client.get(f"/admin/pages/{area.pk}/edit/").status_code == 200


def test_a_draft_that_names_a_deleted_document_or_group_can_still_be_opened(editor: Editor) -> None:
    plan, actor = build_plan(), build_actor()
    document = get_document_model().objects.create(title="Beslut", file="beslut.pdf")
    plan.adopted_document = document
    plan.save_revision()
    document.delete()
    assert editor.client.get(f"/admin/pages/{plan.pk}/edit/").status_code == 200
    actor.group = build_group("others")
    actor.save_revision()
    build_group("others").delete()
    assert editor.client.get(f"/admin/snippets/pages/actor/edit/{actor.pk}/").status_code == 200


def test_a_follow_up_still_names_a_priority_that_has_left_the_plan(editor: Editor) -> None:
    plan = build_plan()
    priority = build_priority(build_area(plan))
    value = {"priority": priority.pk, "assessment": "stopped", "text": "Lades ned i maj."}
    assessments = [{"type": "assessment", "value": value}]
    add(plan, FollowUpPage, title="Uppföljning", slug="uppfoljning", year=2025, assessments=assessments)
    priority.unpublish()
    text = editor.client.get("/sv/planen/uppfoljning/").content.decode()
    assert "Kortare vägar" in text
    assert "Inte längre med i planen" in text


def empty_entry() -> list[dict[str, Any]]:
    return [{"type": "entry", "value": {"date": None, "text": ""}}]


def test_a_draft_that_lacks_something_is_not_published_without_a_form(editor: Editor) -> None:
    action = build_action(build_priority(build_area()))
    action.progress = empty_entry()
    action.save_revision()
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={action.pk}")
    assert "Något saknas eller är fel i den här delen." in read(answer, editor)
    action.progress, action.code = [], ""
    action.save_revision(clean=False)
    answer = editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={action.pk}")
    assert "Kod: " in read(answer, editor)
    assert Publication.objects.filter(key=action.translation_key).count() == 1


def test_a_scheduled_draft_that_cannot_be_public_is_called_off_once(editor: Editor) -> None:
    plan = build_plan()
    late = add(plan, DevelopmentAreaPage, live=False, title="Sent", slug="sent", code="U7")
    late.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = late.save_revision(approved_go_live_at=late.go_live_at)
    build_area(plan, "U7")
    publish_due()
    assert not fresh(late).live
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    history = editor.client.get(f"/admin/pages/{late.pk}/history/").content.decode()
    assert "Publicerades inte i tid" in history
    assert "har koden U7" in history


def test_the_usage_of_each_page_type_can_be_read(editor: Editor) -> None:
    build_area()
    assert editor.client.get("/admin/pages/usage/pages/developmentareapage/").status_code == 200


@pytest.mark.parametrize("slug", ["prenumerera", "andringar", "kakor", "rapportera-fel"])
def test_no_page_takes_an_address_that_the_site_needs(editor: Editor, slug: str) -> None:
    page = build_standard(build_home())
    refused = editor.edit(page, slug=slug)
    assert f"Webbplatsen behöver själv adressen ”{slug}”" in refused.content.decode()
    assert fresh(page).slug == "om-kakor"
