"""The read API answers exactly what is public, in a constant number of queries."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.models import DevelopmentAreaPage, Publication
from tests.pages.building import add, build_area, build_home, build_plan, build_priority, publish, translate

pytestmark = pytest.mark.django_db


def get(client: Client, path: str, **headers: str) -> Any:
    return client.get(f"/api/v1/{path}", headers=headers or None)


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(response.content)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    return body


def test_outline_holds_the_whole_plan_in_the_order_people_count(client: Client) -> None:
    plan = build_plan()
    for code in ("U10", "U2", "U1"):
        build_priority(build_area(plan, code), f"{code}.1")
    outline = get(client, f"plans/{plan.translation_key}/outline/").json()
    assert [area["code"] for area in outline["areas"]] == ["U1", "U2", "U10"]
    assert [priority["code"] for priority in outline["areas"][2]["priorities"]] == ["U10.1"]


def test_outline_takes_as_many_queries_for_three_areas_as_for_thirty(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    plan = build_plan()
    for number in range(1, 4):
        build_area(plan, f"U{number}")
    with django_assert_num_queries(4):
        get(client, f"plans/{plan.translation_key}/outline/")
    for number in range(4, 31):
        build_area(plan, f"U{number}")
    with django_assert_num_queries(4):
        outline = get(client, f"plans/{plan.translation_key}/outline/").json()
    assert len(outline["areas"]) == 30


def test_a_page_has_the_fields_that_every_object_has(client: Client) -> None:
    area = build_area()
    body = get(client, f"pages/{area.translation_key}/").json()
    row = Publication.objects.get(key=area.translation_key)
    assert (body["key"], body["type"], body["code"]) == (str(area.translation_key), "development_area", "U1")
    assert (body["path"], body["hash"], body["translations"]) == ("/sv/planen/u1/", row.hash, [])
    assert body["url"].endswith("/sv/planen/u1/")
    assert body["published_at"].endswith("Z")


@pytest.mark.django_db(transaction=True)
def test_a_page_names_its_translations(client: Client) -> None:
    home = build_home()
    translate(home, title="Skills plan").save_target(publish=True)
    body = get(client, f"pages/{home.translation_key}/").json()
    assert [(each["locale"], each["title"]) for each in body["translations"]] == [("en", "Skills plan")]


def test_a_link_to_a_page_is_the_path_of_the_day(client: Client) -> None:
    plan = build_plan()
    area = build_area(plan)
    html = f'<p>Läs om <a linktype="page" id="{area.pk}">lärande</a>.</p>'
    publish(plan, body=[{"type": "paragraph", "value": html, "id": str(uuid4())}])
    publish(area, slug="larande")
    body = get(client, f"pages/{plan.translation_key}/").json()
    assert 'href="/sv/planen/larande/"' in body["body"][0]["value"]


def test_an_embed_is_a_descriptor_and_never_markup(client: Client) -> None:
    value = {"title": "Film", "url": "https://youtu.be/aqz-KE-bpKQ", "picture": None, "transcript": ""}
    plan = publish(build_plan(), body=[{"type": "embed", "value": value, "id": str(uuid4())}])
    response = get(client, f"pages/{plan.translation_key}/")
    embed = response.json()["body"][0]["value"]
    assert embed.keys() == {"provider", "title", "url", "category", "gate", "picture"}
    assert (embed["provider"], embed["category"]) == ("youtube", "third-party")
    assert client.get(embed["gate"]).status_code == 200
    assert b"iframe" not in response.content


def test_raw_frames_in_rich_text_reach_neither_page_nor_api(client: Client) -> None:
    html = (
        '<p>Före</p><iframe src="https://example.com/"></iframe><script src="https://example.com/x.js"></script>'
        '<embed embedtype="media" url="https://youtu.be/aqz-KE-bpKQ"/><img src="https://example.com/x.png">'
    )
    plan = publish(build_plan(), body=[{"type": "paragraph", "value": html, "id": str(uuid4())}])
    said = get(client, f"pages/{plan.translation_key}/").json()["body"][0]["value"]
    for text in (client.get("/sv/planen/").content.decode(), said):
        assert "Före" in text
        assert "example.com" not in text
        assert "https://youtu.be/aqz-KE-bpKQ" in text


def test_a_draft_a_withdrawn_and_a_private_page_are_unknown(client: Client) -> None:
    plan = build_plan()
    draft = add(plan, DevelopmentAreaPage, live=False, title="Utkast", slug="utkast", code="U7")
    withdrawn = build_area(plan, "U8")
    withdrawn.unpublish()
    private = build_area(plan, "U9")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for page in (draft, withdrawn, private):
        assert_problem(get(client, f"pages/{page.translation_key}/"), 404)
    listed = [each["code"] for each in get(client, "pages/?type=development_area").json()["items"]]
    outline = get(client, f"plans/{plan.translation_key}/outline/").json()
    assert (listed, outline["areas"]) == ([], [])


def test_an_unknown_key_is_a_problem_in_the_language_that_was_asked_for(client: Client) -> None:
    swedish = assert_problem(get(client, f"pages/{uuid4()}/", **{"Accept-Language": "sv"}), 404)
    english = assert_problem(get(client, f"pages/{uuid4()}/", **{"Accept-Language": "en"}), 404)
    assert "Det finns inget" in swedish["detail"]
    assert "Nothing public" in english["detail"]


@pytest.mark.parametrize("query", ["locale=xx", "as_of=igår", "format=html", "locale=sv&draft=1", "after=x"])
def test_a_bad_or_unknown_parameter_is_a_problem(client: Client, query: str) -> None:
    assert_problem(get(client, f"pages/?{query}"), 422)


@pytest.mark.parametrize("path", ["nothing/", "pages/not-a-key/", "pages/1/", ""])
def test_an_unknown_address_is_a_problem_and_no_redirect(client: Client, path: str) -> None:
    assert_problem(get(client, path), 404)


def test_a_post_is_refused_as_a_problem(client: Client) -> None:
    assert_problem(client.post("/api/v1/plans/", headers={"Sec-Fetch-Site": "same-origin"}), 405)


def test_an_answer_is_unchanged_until_something_public_changes(client: Client) -> None:
    area = build_area()
    path = f"pages/{area.translation_key}/"
    first = get(client, path)
    assert area_hash(area) in first.headers["ETag"]
    again = get(client, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(area, lead="Nytt.")
    assert get(client, path, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def area_hash(area: DevelopmentAreaPage) -> str:
    return str(Publication.objects.open().get(key=area.translation_key).hash)


def test_every_answer_may_be_kept_and_read_from_elsewhere(client: Client) -> None:
    plan = build_plan()
    for path in ("plans/", f"plans/{plan.translation_key}/outline/", "consent/policy/", "changes/"):
        headers = get(client, path).headers
        assert headers["Cache-Control"].startswith("public")
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["ETag"]
        assert "Set-Cookie" not in headers


def test_the_plan_as_of_an_earlier_moment_is_what_was_said_then(client: Client) -> None:
    area = publish(build_area(), lead="Först.")
    before = timezone.now()
    publish(area, lead="Sedan.")
    path = f"pages/{area.translation_key}/"
    moment = before.isoformat().replace("+00:00", "Z")
    assert get(client, f"{path}?as_of={moment}").json()["lead"] == "Först."
    assert get(client, path).json()["lead"] == "Sedan."
    assert_problem(get(client, f"{path}?as_of={(before - timedelta(days=2)).date()}"), 404)
    assert get(client, f"{path}?as_of={timezone.localdate()}").json()["lead"] == "Sedan."


def test_changes_come_in_order_and_go_on_after_a_cursor(client: Client) -> None:
    area = publish(build_area(), lead="Nytt.", change_kind="material", change_note="Ny ingress.")
    items = get(client, "changes/").json()["items"]
    assert (items[-1]["kind"], items[-1]["note"], items[-1]["key"]) == (
        "material",
        "Ny ingress.",
        str(area.translation_key),
    )
    rest = get(client, f"changes/?after={items[-2]['id']}").json()
    assert (rest["items"], rest["next"]) == ([items[-1]], None)


def test_the_openapi_document_describes_every_address_and_needs_no_other_host(client: Client) -> None:
    document = get(client, "openapi.json").json()
    assert {
        "/api/v1/plans/",
        "/api/v1/plans/{key}/outline/",
        "/api/v1/pages/{key}/",
        "/api/v1/consent/policy/",
    } <= set(document["paths"])
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert b"//cdn" not in page.content


def test_a_withdrawn_page_is_gone_and_a_private_one_is_not_there(client: Client) -> None:
    plan = build_plan()
    build_area(plan, "U1").unpublish()
    PageViewRestriction.objects.create(page=build_area(plan, "U2"), restriction_type="login")
    gone, private = client.get("/sv/planen/u1/"), client.get("/sv/planen/u2/")
    assert (gone.status_code, private.status_code) == (410, 404)
    assert "Sidan är borttagen" in gone.content.decode()
    assert client.get("/en/finns-inte/").status_code == 404
