"""The editor lists what is wrong with the latest draft, and where."""

import json

import pytest

from pages.models import StandardPage
from tests.pages.building import add, build_home
from tests.pages.conftest import Editor

from .writing import heading

pytestmark = pytest.mark.django_db


def test_the_panel_lists_the_findings_with_links_to_their_blocks(editor: Editor) -> None:
    orphan = heading("Utan avsnitt", 3)
    page = add(build_home(), StandardPage, live=False, title="Fel", slug="fel", body=json.dumps([orphan]))
    html = editor.client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Innan du publicerar" in html
    assert "Hindrar publicering" in html
    assert f'href="#block-{orphan["id"]}-section"' in html


def test_the_list_follows_the_latest_draft(editor: Editor) -> None:
    page = add(build_home(), StandardPage, title="Bra", slug="bra")
    assert "Inget hindrar" in editor.client.get(f"/admin/findings/{page.pk}/").content.decode()
    page.body = [heading("Utan avsnitt", 3)]
    page.save_revision()
    assert "ingen avsnittsrubrik" in editor.client.get(f"/admin/findings/{page.pk}/").content.decode()


def test_a_page_that_is_not_saved_yet_has_no_list(editor: Editor) -> None:
    html = editor.client.get(f"/admin/pages/add/pages/standardpage/{build_home().pk}/").content.decode()
    assert "Innan du publicerar" not in html


def test_the_checker_is_in_the_preview_panel_and_in_no_other_answer(editor: Editor) -> None:
    page = add(build_home(), StandardPage, title="Bra", slug="bra")
    form = editor.open_form(f"/admin/pages/{page.pk}/edit/", "page-edit-form")
    path = f"/admin/pages/{page.pk}/edit/preview/"
    assert editor.post(path, **form).json()["is_valid"]
    shown = editor.client.get(f"{path}?in_preview_panel=true")
    assert "wagtail-userbar" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "unsafe" not in shown["Content-Security-Policy"]
    assert "wagtail-userbar" not in editor.client.get(path).content.decode()
    assert "wagtail-userbar" not in editor.client.get(page.url).content.decode()
