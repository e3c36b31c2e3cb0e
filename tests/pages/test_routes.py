"""Exactly one publication and one event for each real change, on every route, and none otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction, Workflow, WorkflowPage
from wagtail_localize.models import Translation

from pages.models import DevelopmentAreaPage, PlanPage, Publication
from tests.pages.building import (
    add,
    build_area,
    build_home,
    build_plan,
    build_priority,
    count_rows,
    newest,
    publish,
    translate,
)
from tests.pages.conftest import Editor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def rows_written_by(act: Any) -> list[Publication]:
    """Return the publications that calling `act` wrote; there is one event for each of them."""
    rows, events = count_rows()
    act()
    written = list(Publication.objects.order_by("pk")[rows:])
    assert count_rows()[1] - events == len(written)
    return written


def test_creating_and_publishing_a_page_in_the_admin_is_one_new_publication(editor: Editor) -> None:
    plan = build_plan()
    path = f"/admin/pages/add/pages/developmentareapage/{plan.pk}/"
    values = editor.open_form(path, "page-edit-form")
    values |= {"title": "Fler i arbete", "slug": "u2", "code": "U2", "action-publish": "1"}
    (row,) = rows_written_by(lambda: editor.client.post(path, values))
    assert (row.kind, row.title, row.path, row.parent) == (
        "new",
        "Fler i arbete",
        "/sv/planen/u2/",
        plan.translation_key,
    )


def test_editing_and_publishing_a_page_in_the_admin_is_one_publication_of_the_kind_that_was_said(
    editor: Editor,
) -> None:
    area = build_area()
    (row,) = rows_written_by(
        lambda: editor.edit(area, lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    )
    assert (row.kind, row.note, row.logged) == ("material", "Ny ingress.", True)
    assert Publication.objects.open().filter(key=area.translation_key).count() == 1


def test_a_correction_is_recorded_and_not_in_the_change_log(editor: Editor) -> None:
    area = build_area()
    (row,) = rows_written_by(lambda: editor.edit(area, lead="Nytt.", change_kind="correction"))
    assert (row.kind, row.logged) == ("correction", False)


def test_a_material_change_without_a_note_is_refused_and_keeps_what_was_typed(editor: Editor) -> None:
    area = build_area()
    answers: list[Any] = []
    assert (
        rows_written_by(lambda: answers.append(editor.edit(area, lead="Nytt.", change_kind="material"))) == []
    )
    assert "Nytt." in answers[0].content.decode()
    assert answers[0].context["form"].errors["change_note"]


def test_kind_and_note_are_empty_at_the_next_edit(editor: Editor) -> None:
    area = build_area()
    editor.edit(area, lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    values = editor.open_form(f"/admin/pages/{area.pk}/edit/", "page-edit-form")
    assert [values["change_kind"][0], values["change_note"][0].strip()] == ["", ""]


def test_saving_a_draft_is_no_publication(editor: Editor) -> None:
    area = build_area()
    assert rows_written_by(lambda: editor.edit(area, lead="Utkast.", **{"action-publish": ""})) == []


def test_publishing_again_without_a_change_is_no_publication(editor: Editor) -> None:
    area = build_area()
    assert rows_written_by(lambda: editor.edit(area)) == []


def test_publishing_in_bulk_is_one_publication_a_page(editor: Editor) -> None:
    plan = build_plan()
    drafts = [
        add(plan, DevelopmentAreaPage, live=False, title=code, slug=code, code=code) for code in ("U1", "U2")
    ]
    for draft in drafts:
        draft.save_revision()
    query = "&".join(f"id={draft.pk}" for draft in drafts)
    rows = rows_written_by(lambda: editor.post(f"/admin/bulk/wagtailcore/page/publish/?{query}"))
    assert sorted((row.kind, row.code) for row in rows) == [("new", "U1"), ("new", "U2")]


def test_unpublishing_in_bulk_is_one_withdrawal_a_page(editor: Editor) -> None:
    plan = build_plan()
    areas = [build_area(plan, code) for code in ("U1", "U2")]
    query = "&".join(f"id={area.pk}" for area in areas)
    rows = rows_written_by(lambda: editor.post(f"/admin/bulk/wagtailcore/page/unpublish/?{query}"))
    assert [row.kind for row in rows] == ["withdrawn", "withdrawn"]
    assert not Publication.objects.open().filter(type="development_area").exists()


def test_deleting_in_bulk_withdraws_a_page_and_those_below_it(editor: Editor) -> None:
    area = build_area()
    build_priority(area)
    rows = rows_written_by(lambda: editor.post(f"/admin/bulk/wagtailcore/page/delete/?id={area.pk}"))
    assert sorted(row.code for row in rows) == ["U1", "U1.1"]
    assert {row.kind for row in rows} == {"withdrawn"}


def test_copying_a_live_tree_is_one_new_publication_a_page_with_keys_of_their_own(editor: Editor) -> None:
    area = publish(build_area(), lead="Nytt.", change_kind="material", change_note="Gäller originalet.")
    build_priority(area)
    other = add(area.get_parent().get_parent(), PlanPage, title="Nästa plan", slug="nasta-plan")
    values = {
        "new_title": "Kopia",
        "new_slug": "kopia",
        "new_parent_page": str(other.pk),
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    rows = rows_written_by(lambda: editor.post(f"/admin/pages/{area.pk}/copy/", **values))
    assert [(row.kind, row.note) for row in rows] == [("new", ""), ("new", "")]
    assert area.translation_key not in {row.key for row in rows}
    assert {row.path for row in rows} == {"/sv/nasta-plan/kopia/", "/sv/nasta-plan/kopia/u1-1/"}


def test_an_alias_is_no_publication(editor: Editor) -> None:
    area = build_area()
    assert rows_written_by(lambda: area.create_alias(update_slug="alias", parent=area.get_parent())) == []
    assert len(rows_written_by(lambda: publish(area, lead="Nytt."))) == 1


def translate_in_the_editor(editor: Editor, translation: Translation) -> Any:
    page = translation.get_target_instance()
    return editor.post(f"/admin/pages/{page.pk}/edit/", **{"action": "publish", "action-publish": "1"})


def build_translated_area() -> DevelopmentAreaPage:
    """Return a Swedish area whose English version is public too."""
    home = build_home()
    plan = build_plan(home)
    area = build_area(plan)
    for page in (home, plan, area):
        translate(page, title=f"{page.title} (en)").save_target(publish=True)
    return area


def test_the_first_translation_is_one_new_publication_of_the_sources_change() -> None:
    area = build_translated_area()
    swedish, english = Publication.objects.filter(key=area.translation_key).order_by("pk")
    assert (english.locale, english.kind, english.change) == ("en", "new", swedish.change)
    assert english.path.startswith("/en/")


def test_a_translation_published_in_its_editor_is_one_publication_of_the_sources_change(
    editor: Editor,
) -> None:
    area = build_translated_area()
    area = publish(area, lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    source = newest()
    translation = translate(area, lead="New.", change_note="New introduction.")
    (row,) = rows_written_by(lambda: translate_in_the_editor(editor, translation))
    assert (row.locale, row.kind, row.note, row.change) == (
        "en",
        "material",
        "New introduction.",
        source.change,
    )


def test_a_translation_of_an_earlier_version_takes_the_earlier_change() -> None:
    area = build_translated_area()
    area = publish(area, lead="Ett.", change_kind="material", change_note="Första.")
    first = newest()
    translation = translate(area, lead="One.", change_note="First.")
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale).save_revision()
    publish(area, lead="Två.", change_kind="material", change_note="Andra.")
    (row,) = rows_written_by(draft.publish)
    assert row.change == first.change


def test_an_untranslated_note_is_left_out_of_the_other_language() -> None:
    area = build_translated_area()
    area = publish(area, lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    (row,) = rows_written_by(
        lambda: translate(area, lead="New.", change_note="Ny ingress.").save_target(publish=True)
    )
    assert row.note == ""


def test_correcting_a_translation_is_a_correction_of_its_own() -> None:
    area = build_translated_area()
    area = publish(area, lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    translate(area, lead="New.", change_note="New introduction.").save_target(publish=True)
    (row,) = rows_written_by(
        lambda: translate(area, lead="Newer.", change_note="New introduction.").save_target(publish=True)
    )
    assert row.kind == "correction"
    assert Publication.objects.filter(change=row.change).count() == 1


def test_approving_in_a_workflow_is_one_publication_with_the_editors_note(editor: Editor) -> None:
    area = build_area()
    WorkflowPage.objects.get_or_create(page=area, defaults={"workflow": Workflow.objects.get()})
    editor.edit(
        area,
        lead="Nytt.",
        change_kind="material",
        change_note="Ny ingress.",
        **{"action-publish": "", "action-submit": "1"},
    )
    area.refresh_from_db()
    task = area.current_workflow_task_state
    path = f"/admin/pages/workflow/action/{area.pk}/approve/{task.pk}/"
    (row,) = rows_written_by(lambda: editor.post(path))
    assert (row.kind, row.note) == ("material", "Ny ingress.")


def test_a_scheduled_page_is_no_news_until_its_time_and_one_publication_then(editor: Editor) -> None:
    plan = build_plan()
    draft = add(plan, DevelopmentAreaPage, live=False, title="U1", slug="u1", code="U1")
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    assert rows_written_by(lambda: draft.save_revision().publish()) == []
    draft.latest_revision.__class__.objects.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    revision = draft.revisions.get()
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save()
    (row,) = rows_written_by(lambda: call_command("publish_due", verbosity=0))
    assert row.kind == "new"
    assert rows_written_by(lambda: call_command("publish_due", verbosity=0)) == []


def test_an_expired_page_is_one_withdrawal() -> None:
    area = build_area()
    DevelopmentAreaPage.objects.filter(pk=area.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    (row,) = rows_written_by(lambda: call_command("publish_due", verbosity=0))
    assert row.kind == "withdrawn"
    assert rows_written_by(lambda: call_command("publish_due", verbosity=0)) == []


def test_moving_a_page_moves_those_below_and_only_the_page_itself_is_in_the_log(editor: Editor) -> None:
    home = build_home()
    plan = build_plan(home)
    area = build_area(plan)
    build_priority(area)
    other = add(home, type(plan), title="Nästa plan", slug="nasta-plan")
    rows = rows_written_by(lambda: editor.post(f"/admin/pages/{area.pk}/move/{other.pk}/confirm/"))
    assert [(row.kind, row.path, row.logged) for row in rows] == [
        ("moved", "/sv/nasta-plan/u1/", True),
        ("moved", "/sv/nasta-plan/u1/u1-1/", False),
    ]


def test_a_changed_slug_moves_the_page_and_those_below(editor: Editor) -> None:
    area = build_area()
    build_priority(area)
    rows = rows_written_by(lambda: editor.edit(area, slug="larande"))
    assert [(row.kind, row.path, row.logged) for row in rows] == [
        ("moved", "/sv/planen/larande/", True),
        ("moved", "/sv/planen/larande/u1-1/", False),
    ]


def test_reordering_is_no_publication() -> None:
    plan = build_plan()
    first, second = build_area(plan, "U1"), build_area(plan, "U2")
    assert rows_written_by(lambda: second.move(first, pos="left")) == []


def test_a_restriction_above_withdraws_and_lifting_it_publishes_again() -> None:
    area = build_area()
    plan = area.get_parent()
    restrictions: list[PageViewRestriction] = []

    def restrict() -> None:
        restrictions.append(PageViewRestriction.objects.create(page=plan, restriction_type="login"))

    assert [row.kind for row in rows_written_by(restrict)] == ["withdrawn", "withdrawn"]
    assert [row.kind for row in rows_written_by(restrictions[0].delete)] == ["new", "new"]


def test_deleting_a_page_in_the_admin_is_one_withdrawal(editor: Editor) -> None:
    area = build_area()
    (row,) = rows_written_by(lambda: editor.post(f"/admin/pages/{area.pk}/delete/"))
    assert row.kind == "withdrawn"


def test_unpublishing_a_page_in_the_admin_is_one_withdrawal(editor: Editor) -> None:
    area = build_area()
    (row,) = rows_written_by(lambda: editor.post(f"/admin/pages/{area.pk}/unpublish/"))
    assert row.kind == "withdrawn"
    assert row.valid_to == row.valid_from


def test_a_publish_that_rolls_back_leaves_nothing() -> None:
    area = build_area()

    def publish_and_undo() -> None:
        with transaction.atomic():
            publish(area, lead="Nytt.")
            transaction.set_rollback(True)

    assert rows_written_by(publish_and_undo) == []
    area.refresh_from_db()
    assert area.lead == ""


def test_a_receiver_that_fails_keeps_the_page_as_it_was(editor: Editor, failing_receiver: None) -> None:
    area = DevelopmentAreaPage.objects.get()
    with pytest.raises(RuntimeError):
        editor.edit(area, lead="Nytt.")
    area.refresh_from_db()
    assert area.lead == ""


@pytest.fixture
def failing_receiver() -> Any:
    """A receiver of the announcement that raises, connected once a plan stands."""
    from pages.events import page_published

    build_area()

    def fail(**_: Any) -> None:
        raise RuntimeError

    page_published.connect(fail)
    yield
    page_published.disconnect(fail)
