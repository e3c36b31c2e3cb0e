"""Whatever an editor gets wrong is refused or resolved at its field, in their language, and nothing typed is lost."""

import json
import zlib
from datetime import date
from struct import pack
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL.ImageFile import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Locale, ReferenceIndex

from pages.models import ActionPage, Actor, DevelopmentAreaPage, Indicator, StandardPage
from tests.pages.building import (
    add,
    build_actor,
    build_area,
    build_home,
    build_indicator,
    build_plan,
    build_priority,
    build_standard,
    translate,
)
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db


def said_to(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def errors_at(response: Any, field: str) -> str:
    """Return what the form says at a field; it must have come back."""
    assert response.status_code == 200, response
    return " ".join(response.context["form"].errors[field])


def draw_huge_picture(width: int, height: int) -> SimpleUploadedFile:
    """Return a picture of some hundred octets whose header promises many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    octets = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    return SimpleUploadedFile("torget.png", octets, "image/png")


@pytest.mark.parametrize("size", [(20_000, 10_000), (8_000, 7_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    editor: Editor, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[Any] = []

    def note(picture: ImageFile) -> None:
        decoded.append(picture)

    monkeypatch.setattr(ImageFile, "load", note)
    answer = editor.client.post("/admin/images/add/", {"title": "Torget", "file": draw_huge_picture(*size)})
    assert "för många bildpunkter" in errors_at(answer, "file")
    assert 'value="Torget"' in answer.content.decode()
    assert decoded == []
    assert not get_image_model().objects.exists()


def test_a_slug_in_use_is_refused_in_that_language_alone(editor: Editor) -> None:
    home = build_home()
    build_standard(home, "upptagen")
    page = build_standard(home, "ledig")
    answer = editor.edit(page, slug="upptagen", lead="Det jag skrev.")
    assert "upptagen" in errors_at(answer, "slug")
    assert "Det jag skrev." in answer.content.decode()
    translate(home).save_target(publish=True)
    translate(page, slug="upptagen").save_target(publish=True)
    english = page.get_translation(Locale.objects.get(language_code="en"))
    assert english.slug == "upptagen"


def test_a_slug_in_use_in_english_gets_a_number_in_the_translator(editor: Editor) -> None:
    home = build_home()
    translate(home).save_target(publish=True)
    slugs = []
    for slug in ("ett", "tva"):
        page = build_standard(home, slug)
        translate(page, slug="same").save_target(publish=True)
        slugs.append(page.get_translation(Locale.objects.get(language_code="en")).slug)
    assert slugs == ["same", "same-1"]


def test_a_field_that_is_too_long_is_refused_at_the_field(editor: Editor) -> None:
    page = build_standard(build_home())
    note, title = "n" * 501, "t" * 256
    answer = editor.edit(page, title=title, change_kind="material", change_note=note)
    assert "255" in errors_at(answer, "title")
    assert "500" in errors_at(answer, "change_note")
    assert title in answer.content.decode()
    assert note in answer.content.decode()


def test_a_code_in_use_in_the_plan_is_refused(editor: Editor) -> None:
    plan = build_plan()
    build_area(plan, "U1")
    other = build_area(plan, "U2", "Fler i arbete")
    answer = editor.edit(other, code="U1", lead="Det jag skrev.")
    assert "U1" in errors_at(answer, "code")
    assert "Det jag skrev." in answer.content.decode()


def test_an_end_before_its_start_is_refused(editor: Editor) -> None:
    action = add(build_priority(build_area()), ActionPage, title="Insats", slug="insats", code="U1.1.1")
    answer = editor.edit(action, start="2026-05-01", end="2026-04-30")
    assert "slutar innan den startar" in errors_at(answer, "end")


def test_a_target_without_a_unit_is_refused(editor: Editor) -> None:
    indicator = build_indicator(unit="", target_value=None, target_date=None, values=[])
    path = f"/admin/snippets/pages/indicator/edit/{indicator.pk}/"
    response = editor.client.get(path)
    values = {
        name: response.context["form"][name].value() or "" for name in response.context["form"].fields
    } | {"values-count": "0", "target_value": "12", "target_date": "2028-12-31", "action-publish": "1"}
    answer = editor.client.post(path, values)
    assert errors_at(answer, "unit")
    assert Indicator.objects.get().target_value is None


def test_an_area_stands_in_a_plan_and_nowhere_else(editor: Editor) -> None:
    home = build_home()
    answer = editor.client.get(f"/admin/pages/add/pages/developmentareapage/{home.pk}/")
    assert answer.status_code in (302, 403)
    area = build_area(build_plan(home))
    about = build_standard(home)
    answer = editor.post(f"/admin/pages/{area.pk}/move/{about.pk}/confirm/")
    assert answer.status_code in (302, 403)
    assert DevelopmentAreaPage.objects.get().get_parent().specific == area.get_parent().specific


class TestTwoEditors:
    """One page, two editors."""

    @pytest.fixture
    def page(self, editor: Editor) -> StandardPage:
        page = build_standard(build_home())
        page.save_revision(user=get_user_model().objects.get(username="anna"))
        return page

    @pytest.fixture
    def second(self, editor: Editor) -> Editor:
        client = Client()
        client.force_login(
            get_user_model().objects.create_superuser("bo", "bo@example.org", "password", first_name="Bo")
        )
        return Editor(client)

    def open(self, who: Editor, page: StandardPage) -> dict[str, Any]:
        return who.open_form(f"/admin/pages/{page.pk}/edit/", "page-edit-form")

    @pytest.mark.parametrize("button", ["action-publish", "save"])
    def test_the_second_hears_of_the_first_and_loses_nothing(
        self, editor: Editor, second: Editor, page: StandardPage, button: str
    ) -> None:
        path = f"/admin/pages/{page.pk}/edit/"
        mine = self.open(editor, page) | {"lead": "Annas ord.", button: "1"}
        theirs = self.open(second, page) | {"lead": "Bos ord."}
        assert second.client.post(path, theirs).status_code == 302
        answer = editor.client.post(path, mine)
        assert answer.status_code == 200
        assert "Bo sparade en nyare version" in said_to(answer)
        assert "Annas ord." in answer.content.decode()
        newest = StandardPage.objects.get().get_latest_revision()
        assert newest.content["lead"] == "Bos ord."
        again = mine | {
            "loaded_revision_id": str(newest.pk),
            "loaded_revision_created_at": newest.created_at.isoformat(),
        }
        assert f'name="loaded_revision_id" value="{newest.pk}"' in answer.content.decode()
        assert editor.client.post(path, again).status_code == 302
        leads = [revision.content["lead"] for revision in page.revisions.order_by("pk")]
        assert leads[-2:] == ["Bos ord.", "Annas ord."]

    def test_a_background_save_puts_nothing_on_top_of_the_others(
        self, editor: Editor, second: Editor, page: StandardPage
    ) -> None:
        path = f"/admin/pages/{page.pk}/edit/"
        mine = self.open(editor, page) | {"lead": "Annas ord."}
        second.client.post(path, self.open(second, page) | {"lead": "Bos ord."})
        answer = editor.client.post(path, mine, headers={"Accept": "application/json"})
        assert answer.status_code == 400
        assert answer.json()["error_code"] == "invalid_revision"
        assert StandardPage.objects.get().get_latest_revision().content["lead"] == "Bos ord."

    def test_one_editor_alone_is_never_held_up(self, editor: Editor, page: StandardPage) -> None:
        path = f"/admin/pages/{page.pk}/edit/"
        mine = self.open(editor, page)
        for words in ("Ett.", "Två."):
            assert editor.client.post(path, mine | {"lead": words}).status_code == 302


@pytest.fixture
def named(editor: Editor) -> Actor:
    """An actor that one area names."""
    actor = build_actor("Länets kommuner")
    roles = [{"type": "role", "value": {"role": "partner", "actor": actor.pk}}]
    area = add(
        build_plan(),
        DevelopmentAreaPage,
        title="Lära hela livet",
        slug="u1",
        code="U1",
        roles=json.dumps(roles),
    )
    ReferenceIndex.create_or_update_for_object(area)
    return actor


@pytest.mark.parametrize(
    "route", ["/admin/snippets/pages/actor/delete/{}/", "/admin/bulk/pages/actor/delete/?id={}"]
)
def test_an_actor_that_the_plan_names_is_not_deleted(editor: Editor, named: Actor, route: str) -> None:
    for answer in (editor.client.get(route.format(named.pk)), editor.post(route.format(named.pk))):
        assert answer.status_code == 302
        assert "Lära hela livet" in said_to(answer)
    assert Actor.objects.filter(pk=named.pk).exists()


def test_an_actor_that_nothing_names_is_deleted(editor: Editor) -> None:
    actor = build_actor("Ingen nämner mig")
    editor.post(f"/admin/snippets/pages/actor/delete/{actor.pk}/")
    assert not Actor.objects.filter(pk=actor.pk).exists()


def test_dates_are_read_as_they_are_written(editor: Editor) -> None:
    action = add(build_priority(build_area()), ActionPage, title="Insats", slug="insats", code="U1.1.1")
    assert editor.edit(action, start="2026-04-30", end="2026-05-01").status_code == 302
    action.refresh_from_db()
    assert (action.start, action.end) == (date(2026, 4, 30), date(2026, 5, 1))
