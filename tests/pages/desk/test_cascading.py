"""A Swedish page takes its translation along; the old addresses lead to where both are now."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.models import Publication, StandardPage
from tests.pages.building import add, build_home, build_standard, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)


class Pair:
    """A section with a page below it, in both languages, and another section."""

    def __init__(self) -> None:
        self.home = build_home()
        self.page = add(self.home, StandardPage, title="Frågor", slug="fragor")
        self.below = add(self.page, StandardPage, title="Svar", slug="svar")
        self.other = add(self.home, StandardPage, title="Annat", slug="annat")
        for page, slug in (
            (self.home, "start-en"),
            (self.page, "questions"),
            (self.below, "answers"),
            (self.other, "other"),
        ):
            translate(page, title=slug.title(), slug=slug).save_target(publish=True)

    @property
    def english(self) -> Any:
        return self.page.get_translation_or_none(self.home.get_translations().get().locale)


def rows_after(pk: int) -> list[tuple[str, str, str]]:
    rows = Publication.objects.filter(pk__gt=pk).order_by("locale", "path")
    return [(row.locale, row.kind, row.path) for row in rows]


def last() -> int:
    return Publication.objects.latest("pk").pk


def test_moving_takes_the_translation_along_and_leaves_redirects_in_both_languages(editor: Editor) -> None:
    pair = Pair()
    before = last()
    editor.post(f"/admin/pages/{pair.page.pk}/move/{pair.other.pk}/confirm/")
    assert rows_after(before) == [
        ("en", "moved", "/en/other/questions/"),
        ("en", "moved", "/en/other/questions/answers/"),
        ("sv", "moved", "/sv/annat/fragor/"),
        ("sv", "moved", "/sv/annat/fragor/svar/"),
    ]
    reader = Client()
    for old, new in (
        ("/sv/fragor/", "/sv/annat/fragor/"),
        ("/sv/fragor/svar/", "/sv/annat/fragor/svar/"),
        ("/en/questions/", "/en/other/questions/"),
        ("/en/questions/answers/", "/en/other/questions/answers/"),
    ):
        answer = reader.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_unpublishing_takes_the_translation_along(editor: Editor) -> None:
    pair = Pair()
    before = last()
    editor.post(f"/admin/pages/{pair.page.pk}/unpublish/", include_descendants="on")
    assert [(locale, kind) for locale, kind, _ in rows_after(before)] == [
        ("en", "withdrawn"), ("en", "withdrawn"), ("sv", "withdrawn"), ("sv", "withdrawn"),
    ]  # fmt: skip
    assert Client().get("/en/questions/").status_code == 410


def test_deleting_takes_the_translation_along(editor: Editor) -> None:
    pair = Pair()
    before = last()
    editor.post(f"/admin/pages/{pair.page.pk}/delete/")
    assert len(rows_after(before)) == 4
    assert not StandardPage.objects.filter(title__in=("Frågor", "Questions", "Svar", "Answers")).exists()


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_in_bulk_the_same_happens(editor: Editor, action: str) -> None:
    pair = Pair()
    before = last()
    editor.post(f"/admin/bulk/wagtailcore/page/{action}/?id={pair.other.pk}&next=/admin/")
    assert rows_after(before) == [("en", "withdrawn", "/en/other/"), ("sv", "withdrawn", "/sv/annat/")]


def test_moving_in_bulk_takes_the_translations_along(editor: Editor) -> None:
    pair = Pair()
    before = last()
    editor.post(
        f"/admin/bulk/wagtailcore/page/move/?id={pair.other.pk}&next=/admin/", chooser=str(pair.page.pk)
    )
    assert rows_after(before) == [
        ("en", "moved", "/en/questions/other/"),
        ("sv", "moved", "/sv/fragor/annat/"),
    ]


def test_what_happens_to_a_translation_is_its_own(editor: Editor) -> None:
    pair = Pair()
    before = last()
    editor.post(f"/admin/pages/{pair.english.pk}/unpublish/")
    assert rows_after(before) == [("en", "withdrawn", "/en/questions/")]


def test_a_taken_address_in_the_other_language_refuses_the_move_and_says_so(editor: Editor) -> None:
    pair = Pair()
    add(pair.other.get_translations().get(), StandardPage, title="Taken", slug="questions")
    before = last()
    answer = editor.client.post(f"/admin/pages/{pair.page.pk}/move/{pair.other.pk}/confirm/", follow=True)
    assert "adressen ”questions” är upptagen där" in answer.content.decode()
    assert rows_after(before) == []


def test_renaming_leaves_a_redirect_and_taking_the_name_back_makes_no_loop(editor: Editor) -> None:
    home = build_home()
    page = build_standard(home, "ett")
    page = publish(page, slug="tva")
    reader = Client()
    assert reader.get("/sv/ett/").headers["Location"] == "/sv/tva/"
    page = publish(page, slug="ett")
    assert reader.get("/sv/ett/").status_code == 200
    assert reader.get("/sv/tva/").headers["Location"] == "/sv/ett/"
    page.unpublish()
    assert reader.get("/sv/ett/").status_code == 410
    assert reader.get("/sv/tva/").status_code == 410


def test_no_redirect_leads_to_a_restricted_page_or_to_itself(editor: Editor) -> None:
    page = publish(build_standard(build_home(), "ett"), slug="tva")
    page = publish(publish(page, slug="ett"), slug="tre")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get("/sv/tre/").status_code == 404
    for path in ("/sv/ett/", "/sv/tva/"):
        assert Client().get(path).status_code == 410, path


def test_a_deleted_pages_earlier_address_says_that_it_is_gone(editor: Editor) -> None:
    page = publish(build_standard(build_home(), "ett"), slug="tva")
    page.delete()
    for path in ("/sv/ett/", "/sv/tva/"):
        assert Client().get(path).status_code == 410, path
