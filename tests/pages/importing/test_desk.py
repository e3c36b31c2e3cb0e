"""An editor imports a document at the desk."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.blocks import StreamBlockValidationError
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from pages.models import DevelopmentAreaPage, PriorityPage, StandardPage
from tests.pages.building import add, build_area, build_home, build_plan, publish, translate
from tests.pages.conftest import Editor
from tests.pages.importing.test_refusals import bomb, png_header
from tests.pages.importing.writing import (
    clean,
    heading,
    paragraph,
    picture,
    repack,
    someone,
    table,
    upload,
    word,
)

Image = get_image_model()


def send(editor: Editor, page: Page, data: bytes | str, name: str = "plan.docx", **values: str) -> Any:
    values = {"page_type": "standardpage"} | values
    return editor.post(f"/admin/import/below/{page.pk}/", file=upload(data, name), **values)


def test_document_becomes_a_draft_and_the_editor_reads_what_came_of_it(editor: Editor) -> None:
    home = build_home()
    response = send(
        editor, home, word(heading("Om planen", 0), heading("Nuläge"), paragraph("Text"), picture())
    )
    page = StandardPage.objects.get(title="Om planen")
    assert not page.live
    assert page.has_unpublished_changes
    assert [block.block_type for block in page.body] == ["heading", "paragraph", "image"]
    report = editor.client.get(response["Location"]).content.decode()
    assert "1 rubrik<" in report
    assert "1 bild saknar alternativtext." in report
    assert "Under ”Nuläge”" in report
    assert f"/admin/pages/{page.pk}/edit/" in report
    assert "Importerade ”plan.docx”" in editor.client.get(f"/admin/pages/{page.pk}/history/").content.decode()


def test_imported_page_is_published_once_what_is_missing_is_there(editor: Editor) -> None:
    home = build_home()
    send(
        editor,
        home,
        word(heading("Om", 0), paragraph("Ser vi", "Caption"), table(["A", "B"], ["1", "2"]), picture()),
    )
    page = StandardPage.objects.get(title="Om")
    with pytest.raises(StreamBlockValidationError) as raised:
        clean(page)
    assert list(raised.value.block_errors) == [1]
    page.body[1].value["image"].contextual_alt_text = "En röd ruta"
    clean(page)
    publish(page)
    body = editor.client.get(page.get_url()).content.decode()
    assert 'alt="En röd ruta"' in body
    assert "<caption" in body


def test_code_is_taken_from_the_title_or_asked_for(editor: Editor) -> None:
    area = build_area()
    send(editor, area, "# U1.7 Kortare vägar\n\nText", "plan.md", page_type="prioritypage")
    page = PriorityPage.objects.get(code="U1.7")
    assert page.title == "Kortare vägar"
    missing = send(editor, area, "# Vägar\n\nText", "plan.md", page_type="prioritypage", title="Skrivet")
    assert "code" in missing.context["form"].errors
    assert "file" in missing.context["form"].errors
    assert 'value="Skrivet"' in missing.content.decode()


def test_code_that_is_taken_is_refused_at_its_field(editor: Editor) -> None:
    area = build_area()
    response = send(
        editor,
        area.get_parent().specific,
        "Text",
        "a.txt",
        page_type="developmentareapage",
        code="U1",
        title="Ny",
    )
    assert "U1" in response.context["form"].errors["code"][0]
    assert DevelopmentAreaPage.objects.count() == 1


def test_document_without_a_heading_is_named_by_its_file(editor: Editor) -> None:
    response = send(editor, build_home(), "Bara text.", "Vår_plan 2026.txt")
    assert StandardPage.objects.filter(title="Vår plan 2026").exists()
    assert "hämtad från filens namn" in editor.client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("kind", ["bomb", "pixels", "type"])
def test_refusal_is_said_at_the_field_and_leaves_nothing(editor: Editor, kind: str) -> None:
    home = build_home()
    saved = word(paragraph("Text"), picture("Karta"), picture("Hus", color="blue"))
    data = {
        "bomb": bomb(),
        "pixels": repack(saved, **{"word/media/image2.png": png_header(20_000, 10_000)}),
        "type": b"%PDF",
    }[kind]
    before = Page.objects.count(), PageLogEntry.objects.count()
    response = send(editor, home, data, "plan.pdf" if kind == "type" else "plan.docx", title="Min titel")
    assert list(response.context["form"].errors) == ["file"]
    assert 'value="Min titel"' in response.content.decode()
    assert (Page.objects.count(), PageLogEntry.objects.count()) == before
    assert not Image.objects.exists()


def test_failure_half_way_leaves_neither_page_nor_picture(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = build_home()
    kept: list[str] = []

    def fail(self: Any, *args: Any, **kwargs: Any) -> None:
        kept.extend(image.file.name for image in Image.objects.all())
        raise RuntimeError

    monkeypatch.setattr(StandardPage, "save_revision", fail)
    with pytest.raises(RuntimeError):
        send(editor, home, word(paragraph("Text"), picture("Karta")), title="Halv")
    assert len(kept) == 1
    assert not Image._meta.get_field("file").storage.exists(kept[0])
    assert not Image.objects.exists()
    assert not StandardPage.objects.filter(title="Halv").exists()


def test_same_picture_is_stored_once(editor: Editor) -> None:
    home = build_home()
    for title in ("Ett", "Två"):
        send(editor, home, word(paragraph("Text"), picture("Karta"), picture("Karta igen")), title=title)
    assert Image.objects.count() == 1


def test_document_goes_into_the_next_draft_of_a_page(editor: Editor) -> None:
    page = add(
        build_home(), StandardPage, title="Sidan", slug="sidan", body=[("paragraph", "<p>Gammalt</p>")]
    )
    path = f"/admin/import/into/{page.pk}/"
    editor.post(path, file=upload("# Rubrik\n\nNytt", "a.md"), how="append")
    page.refresh_from_db()
    assert page.live
    draft = page.get_latest_revision_as_object()
    assert [str(block.value.source) for block in draft.body] == ["<p>Gammalt</p>", "<p>Nytt</p>"]
    assert len(page.body) == 1
    response = editor.post(path, file=upload("Nyast", "a.md"), how="replace")
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [str(block.value.source) for block in draft.body] == ["<p>Nyast</p>"]
    assert editor.client.get(response["Location"]).status_code == 200


def test_translation_follows_its_source_and_takes_no_document(editor: Editor) -> None:
    home = build_home()
    translate(home).save_target(publish=True)
    page = add(home, StandardPage, title="Sidan", slug="sidan")
    translate(page).save_target(publish=True)
    english = page.get_translations().get()
    assert editor.client.get(f"/admin/import/into/{english.pk}/").status_code in (302, 403)


def test_import_stands_among_the_actions_of_a_page(editor: Editor) -> None:
    plan = build_plan()
    listing = editor.client.get(f"/admin/pages/{plan.pk}/").content.decode()
    assert f"/admin/import/below/{plan.pk}/" in listing
    assert "Importera ett dokument" in listing
    assert (
        f"/admin/import/into/{plan.pk}/"
        in editor.client.get(f"/admin/pages/{plan.pk}/edit/").content.decode()
    )


def test_form_is_in_the_language_of_the_editor(editor: Editor) -> None:
    home = build_home()
    page = editor.client.get(f"/admin/import/below/{home.pk}/").content.decode()
    assert "Importera som utkast" in page
    assert "högst 20 MB" in page
    assert "Import as a draft" not in page


def test_only_who_may_add_pages_imports_them(db: None, client: Client) -> None:
    home = build_home()
    user = someone()
    group = Group.objects.create(name="En grupp")
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    path = f"/admin/import/below/{home.pk}/"
    assert client.get(path).status_code in (302, 403)
    client.post(path, {"file": upload("Text", "a.txt"), "page_type": "standardpage"})
    assert not StandardPage.objects.exists()
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=right)
    assert client.get(path).status_code == 200
    response = client.post(
        path,
        {
            "file": upload(word(paragraph("Text"), picture("Karta"))),
            "page_type": "standardpage",
            "title": "Min",
        },
    )
    assert StandardPage.objects.get(title="Min").owner == user
    assert not Image.objects.exists()
    assert "Fråga en administratör" in client.get(response["Location"]).content.decode()
