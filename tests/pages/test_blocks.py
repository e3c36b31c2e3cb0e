"""What a body may hold: shown to readers, kept in the record, translated to the last word."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document
from wagtail.models import Site
from wagtail_localize.models import Translation

from pages.blocks import BodyBlock
from pages.models import ActionPage, PlanPage, Publication
from pages.tallying import tally_actions
from tests.pages.all_blocks import GRID, build_body, item
from tests.pages.building import (
    add,
    build_action,
    build_actor,
    build_area,
    build_group,
    build_home,
    build_indicator,
    build_plan,
    build_priority,
    newest,
    publish,
    translate,
)
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db
BODY = BodyBlock()
GoPublic = Callable[[Translation], None]


@pytest.fixture
def go_public(django_capture_on_commit_callbacks: Callable[..., Any]) -> GoPublic:
    """Publish a translation, which wagtail-localize does after the commit."""

    def publish_translation(translation: Translation) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

    return publish_translation


@pytest.fixture
def plan() -> PlanPage:
    """A plan with one action, whose body has a block of each kind."""
    plan = build_plan()
    build_action(build_priority(build_area(plan)), status="ongoing")
    body = build_body(plan, build_actor("Region Exempel"), build_indicator())
    return publish(plan, body=body)


def read(client: Client, page: Any) -> str:
    Site.clear_site_root_paths_cache()
    response = client.get(page.url)
    assert response.status_code == 200
    return str(response.content.decode())


def clean(kind: str, value: Any) -> Any:
    block = BODY.child_blocks[kind]
    return block.clean(block.to_python(value))


def show(kind: str, value: Any, **context: Any) -> str:
    block = BODY.child_blocks[kind]
    return str(block.render(block.to_python(value), context=context))


def test_the_page_of_all_blocks_has_every_kind(plan: PlanPage) -> None:
    assert {block.block_type for block in plan.body} == set(BODY.child_blocks)


def test_every_kind_is_shown_without_script_or_inline_style(client: Client, plan: PlanPage) -> None:
    main = read(client, plan).partition("<main")[2].partition("</main>")[0]
    for text in (
        "Tolv i länet",
        "Varning: Tänk på länet",
        "PDF, 2,0",
        "Region Exempel",
        "Mål 2028: 2\xa0800",
    ):
        assert text in main, text
    for forbidden in ("<script", " style=", " onclick="):
        assert forbidden not in main


def test_no_swedish_is_left_when_every_text_is_translated(
    client: Client, plan: PlanPage, go_public: GoPublic
) -> None:
    go_public(translate(plan.get_parent().specific))
    go_public(translate(plan))
    said = newest_of(plan, "en").content
    assert "länet" not in json.dumps(said, ensure_ascii=False)
    html = read(
        client, PlanPage.objects.get(translation_key=plan.translation_key, locale__language_code="en")
    )
    assert "länet" not in html
    assert "Warning:" in html


def test_the_record_keeps_a_table_as_texts_in_rows(plan: PlanPage) -> None:
    said = next(block for block in newest_of(plan, "sv").content["body"] if block["type"] == "table")["value"]
    assert (said["caption"], said["headers"]) == ("Sökande i länet", "both")
    assert said["columns"] == ["Utbildning", "Antal i länet"]
    assert said["rows"][1] == ["<p>Skola i länet</p>", "<p>Noll i länet</p>"]


def test_a_row_put_in_first_loses_no_translation(plan: PlanPage, go_public: GoPublic) -> None:
    go_public(translate(plan.get_parent().specific))
    go_public(translate(plan))
    grid = deepcopy(GRID)
    grid["rows"].insert(0, {"values": ["<p>Nytt</p>", "<p>Noll i länet</p>"]})  # type: ignore[attr-defined]  # a list
    body = [dict(block) for block in plan.body.raw_data]
    table = next(block for block in body if block["type"] == "table")
    table["value"] = {"headers": "both", "table": grid}
    plan = publish(plan, body=body)
    translation = Translation.objects.get(source__object_id=plan.translation_key)
    translation.source.update_from_db()
    go_public(translation)
    said = next(block for block in newest_of(plan, "en").content["body"] if block["type"] == "table")["value"]
    texts = [cell for row in said["rows"] for cell in row]
    assert texts[0] == "<p>Nytt</p>"
    assert all("in-english" in cell for cell in texts[1:])


@pytest.mark.parametrize(
    ("headers", "changes", "fault"),
    [
        ("both", {}, ""),
        ("first_row", {}, ""),
        ("first_column", {}, "headers"),
        ("both", {"caption": " "}, "table"),
        ("both", {"rows": []}, "table"),
        ("first_row", {"columns": [{"type": "text", "heading": ""}, *GRID["columns"][1:]]}, "headers"),
        ("both", {"columns": [{"type": "text", "heading": ""}, *GRID["columns"][1:]]}, ""),
        ("both", {"rows": [{"values": ['<p data-block-key="a"> </p>', "<p>Ett</p>"]}]}, "headers"),
    ],
)
def test_a_table_needs_a_caption_cells_and_the_headings_it_promises(
    headers: str, changes: dict[str, Any], fault: str
) -> None:
    value = {"headers": headers, "table": {**GRID, **changes}}
    if not fault:
        clean("table", value)
        return
    with pytest.raises(StructBlockValidationError) as refused:
        clean("table", value)
    assert set(refused.value.block_errors) == {fault}


@pytest.mark.parametrize(
    ("headers", "columns", "rows"), [("first_row", 2, 0), ("first_column", 0, 3), ("both", 2, 3)]
)
def test_headings_say_what_they_head(headers: str, columns: int, rows: int) -> None:
    html = show("table", {"headers": headers, "table": GRID})
    assert (html.count('scope="col"'), html.count('scope="row"')) == (columns, rows)
    assert "<caption>Sökande i länet</caption>" in html


def test_what_an_editor_typed_in_a_table_is_still_there_when_it_is_refused(
    plan: PlanPage, editor: Any
) -> None:
    name = "body-0-value"
    given = {
        "body-count": "1",
        "body-0-type": "table",
        "body-0-order": "0",
        "body-0-deleted": "",
        f"{name}-headers": "first_row",
        f"{name}-table-caption": "",
        f"{name}-table-column-count": "1",
        f"{name}-table-column-0-type": "text",
        f"{name}-table-column-0-order": "0",
        f"{name}-table-column-0-heading": "Ort",
        f"{name}-table-column-0-deleted": "",
        f"{name}-table-row-count": "1",
        f"{name}-table-row-0-order": "0",
        f"{name}-table-row-0-deleted": "",
        f"{name}-table-cell-0-0": json.dumps(
            {"blocks": [{"key": "a", "text": "Sala kommun", "type": "unstyled", "depth": 0,
                         "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
        ),
    }  # fmt: skip
    response = editor.edit(plan, **given)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Sala kommun" in html
    assert "caption" in html


def test_a_deleted_document_leaves_a_sentence_and_is_a_change(client: Client, plan: PlanPage) -> None:
    before = Publication.objects.count()
    Document.objects.get().delete()
    assert Publication.objects.count() == before + 1
    assert newest().key == plan.translation_key
    plan = PlanPage.objects.get(pk=plan.pk)
    assert "Dokumentet ”Beslutet i länet” finns inte kvar här." in read(client, plan)


def test_a_replaced_document_is_a_change_of_each_page_that_offers_it(plan: PlanPage) -> None:
    before = Publication.objects.count()
    document = Document.objects.get()
    document.file = ContentFile(b"another", name="planen.pdf")
    document._set_document_file_metadata()
    document.save()
    assert Publication.objects.count() == before + 1
    assert newest().kind == "minor"


def test_a_list_of_actors_names_a_group_or_actors_but_not_both() -> None:
    group, actor = build_group(), build_actor()
    clean("actor_list", {"group": group.pk, "actors": []})
    clean("actor_list", {"group": None, "actors": [item(actor.pk)]})
    for group_pk, actors in ((None, []), (group.pk, [item(actor.pk)])):
        with pytest.raises(ValidationError):
            clean("actor_list", {"group": group_pk, "actors": actors})


def test_a_list_of_a_group_shows_its_public_actors_by_the_swedish_alphabet() -> None:
    for name in ("Örebro", "Arboga", "Åre", "Ängelholm"):
        build_actor(name)
    build_actor("Utkast", live=False)
    page = build_plan(build_home())
    html = show("actor_list", {"group": build_group().pk, "actors": []}, page=page)
    places = [html.index(name) for name in ("Arboga", "Åre", "Ängelholm", "Örebro")]
    assert places == sorted(places)
    assert "Utkast" not in html


def test_an_indicator_that_is_not_public_in_the_language_is_said_to_be_missing() -> None:
    html = show("indicator_chart", {"indicator": build_indicator(live=False).pk}, page=build_plan())
    assert "Den här indikatorn är inte publicerad på svenska än." in html


def test_progress_counts_the_actions_of_each_part_in_one_query(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    plan = build_plan()
    for code in ("U10", "U2"):
        priority = build_priority(build_area(plan, code), f"{code}.1")
        for number, status in enumerate(("ongoing", "done", "done")):
            build_action(priority, f"{code}.1.{number + 1}", status=status, start=date(2026, 1, 1))
    add(priority, ActionPage, title="Utkast", slug="utkast", code="U2.1.9", live=False)
    with django_assert_num_queries(1):
        tally = tally_actions("sv", plan.translation_key)
    assert tally is not None
    assert (tally.counts["ongoing"], tally.counts["done"], tally.total) == (2, 4, 6)
    assert [part.code for part in tally.parts] == ["U2", "U10"]
    area = tally_actions("sv", tally.parts[0].key)
    assert area is not None
    assert (area.total, [part.code for part in area.parts]) == (3, ["U2.1"])
    assert tally_actions("en", plan.translation_key) is None


def test_the_api_offers_a_document_by_its_address(client: Client, plan: PlanPage) -> None:
    body = client.get(f"/api/v1/pages/{plan.translation_key}/").json()["body"]
    shown = {block["type"]: block["value"] for block in body}
    assert shown["document"]["file"]["url"].startswith("http")
    assert set(shown["document"]["file"]) == {"title", "url", "extension", "size"}
    assert shown["indicator_chart"]["indicator"]["title"] == "Vuxna i yrkesutbildning"
    assert shown["actor_list"]["actors"][0]["title"] == "Region Exempel"


def test_the_translation_desk_opens_on_a_page_of_all_blocks(
    plan: PlanPage, editor: Editor, go_public: GoPublic
) -> None:
    go_public(translate(plan.get_parent().specific))
    go_public(translate(plan))
    english = PlanPage.objects.get(translation_key=plan.translation_key, locale__language_code="en")
    html = editor.client.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    for text in ("Vård i länet", "Antal i länet", "Tänk på länet", "Steg i länet", "Beslutet i länet"):
        assert html.count(json.dumps(text)[1:-1]) or html.count(text), text


def newest_of(page: Any, language: str) -> Publication:
    row: Publication = Publication.objects.open().get(key=page.translation_key, locale=language)
    return row


def test_a_page_of_all_blocks_takes_as_many_queries_however_much_it_shows(
    client: Client, plan: PlanPage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    group = build_group()
    body = [*plan.body.raw_data, {"type": "actor_list", "value": {"group": group.pk, "actors": []}}]
    plan = publish(plan, body=body)
    read(client, plan)
    with django_assert_max_num_queries(45) as few:
        client.get(plan.url)
    priority = build_priority(build_area(plan, "U2"), "U2.1")
    for number in range(1, 9):
        build_action(priority, f"U2.1.{number}")
        build_actor(f"Aktör {number}")
    client.get(plan.url)
    with django_assert_max_num_queries(45) as many:
        html = client.get(plan.url).content.decode()
    assert len(many) == len(few)
    assert "Aktör 8" in html
