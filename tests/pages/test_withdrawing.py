"""A withdrawn page says where its content went, if the editor said so."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from pages.models import Publication, StandardPage
from tests.pages.building import add, build_home, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(editor: Editor) -> StandardPage:
    return build_standard(build_home())


@pytest.fixture
def new(old: StandardPage) -> StandardPage:
    return add(old.get_parent(), StandardPage, title="Det nya", slug="det-nya")


def ask(path: str) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, answer.content.decode()


def test_the_forms_ask_where_the_content_went(editor: Editor, old: StandardPage) -> None:
    for path in (
        f"/admin/pages/{old.pk}/unpublish/",
        f"/admin/pages/{old.pk}/delete/",
        f"/admin/bulk/wagtailcore/page/unpublish/?id={old.pk}",
        f"/admin/bulk/wagtailcore/page/delete/?id={old.pk}",
    ):
        html = editor.client.get(path).content.decode()
        assert "Vart har innehållet tagit vägen?" in html, path
        form = html[html.index('name="csrfmiddlewaretoken"') :]
        assert 'name="withdrawn_to"' in form[: form.index("</form>")], path


@pytest.mark.parametrize(
    "route",
    [
        "/admin/pages/{}/unpublish/",
        "/admin/pages/{}/delete/",
        "/admin/bulk/wagtailcore/page/unpublish/?id={}",
        "/admin/bulk/wagtailcore/page/delete/?id={}",
    ],
)
def test_the_old_address_leads_to_the_new_page(
    editor: Editor, old: StandardPage, new: StandardPage, route: str
) -> None:
    path = old.url
    editor.post(route.format(old.pk), withdrawn_to=str(new.pk))
    status, html = ask(path)
    assert status == 410
    assert f'<a href="{new.url}">Det nya</a>' in html
    assert Publication.objects.latest("pk").destination == new.translation_key


def test_nothing_is_said_when_the_editor_said_nothing(editor: Editor, old: StandardPage) -> None:
    path = old.url
    for nothing in ("", "x", "999999"):
        publish(old)
        editor.post(f"/admin/pages/{old.pk}/unpublish/", withdrawn_to=nothing)
        status, html = ask(path)
        assert status == 410
        assert "Ingen annan sida ersätter den." in html
        old.refresh_from_db()


def test_pages_below_say_it_too(editor: Editor, old: StandardPage, new: StandardPage) -> None:
    below = add(old, StandardPage, title="Under", slug="under")
    path = below.url
    editor.post(f"/admin/pages/{old.pk}/unpublish/", include_descendants="on", withdrawn_to=str(new.pk))
    assert "Det nya" in ask(path)[1]


def test_a_destination_that_moved_is_found_where_it_is(
    editor: Editor, old: StandardPage, new: StandardPage
) -> None:
    path = old.url
    editor.post(f"/admin/pages/{old.pk}/unpublish/", withdrawn_to=str(new.pk))
    moved = publish(new, slug="flyttad")
    html = ask(path)[1]
    assert f'href="{moved.url}"' in html
    assert moved.url.endswith("/flyttad/")


def test_a_destination_that_was_withdrawn_leads_on_or_is_left_out(
    editor: Editor, old: StandardPage, new: StandardPage
) -> None:
    path = old.url
    newest = add(new.get_parent(), StandardPage, title="Det nyaste", slug="det-nyaste")
    editor.post(f"/admin/pages/{old.pk}/unpublish/", withdrawn_to=str(new.pk))
    editor.post(f"/admin/pages/{new.pk}/unpublish/", withdrawn_to=str(newest.pk))
    assert "Det nyaste" in ask(path)[1]
    newest.unpublish()
    status, html = ask(path)
    assert status == 410
    assert "Det ny" not in html


def test_pages_that_lead_to_each_other_end(editor: Editor, old: StandardPage, new: StandardPage) -> None:
    path = old.url
    editor.post(f"/admin/pages/{old.pk}/unpublish/", withdrawn_to=str(new.pk))
    editor.post(f"/admin/pages/{new.pk}/unpublish/", withdrawn_to=str(old.pk))
    assert ask(path)[0] == 410


def test_an_english_page_leads_to_the_english_one(
    editor: Editor, old: StandardPage, new: StandardPage
) -> None:
    for page in (old.get_parent(), old, new):
        titles = {"title": f"English {page.pk}", "slug": f"english-{page.pk}"}
        translate(page, **titles).save_target(publish=True)
    english: Any = [page.get_translation(Locale.objects.get(language_code="en")) for page in (old, new)]
    for page in english:
        Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()
        page.refresh_from_db()
    path = english[0].url
    editor.post(f"/admin/pages/{english[0].pk}/unpublish/", withdrawn_to=str(new.pk))
    html = ask(path)[1]
    assert f'<a href="{english[1].url}">English {new.pk}</a>' in html
    english[1].unpublish()
    html = ask(path)[1]
    assert f'<a href="{new.url}" lang="sv" hreflang="sv">Det nya</a>' in html
