"""Every answer under /api/ can be read from anywhere, and its errors too."""

import json

import pytest
from django.test import Client

from tests.pages.building import build_home, build_plan, publish

pytestmark = pytest.mark.django_db


def test_head_has_the_headers_of_get_and_no_body(client: Client) -> None:
    build_plan()
    get, head = client.get("/api/v1/plans/"), client.head("/api/v1/plans/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(get.content))


def test_a_front_end_elsewhere_may_ask_with_a_condition(client: Client) -> None:
    answer = client.options("/api/v1/plans/", headers={"Access-Control-Request-Headers": "if-none-match"})
    assert answer.status_code == 204
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_what_would_write_is_a_problem_that_can_be_read_elsewhere(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/plans/")
    assert (answer.status_code, json.loads(answer.content)["status"]) == (405, 405)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["pages/?locale=xx", "nothing/"])
def test_a_problem_is_readable_elsewhere_and_varies_by_language(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert (answer.headers["Cache-Control"], answer.headers["Vary"]) == ("no-store", "Accept-Language")


def test_the_language_of_an_answer_is_the_one_asked_for_and_not_the_browsers(client: Client) -> None:
    build_home()
    answers = [client.get("/api/v1/plans/", headers={"Accept-Language": wanted}) for wanted in ("sv", "en")]
    assert [dict(answer.headers) for answer in answers] == [dict(answers[0].headers)] * 2
    assert answers[0].headers["Content-Language"] == "sv"
    assert client.get("/api/v1/plans/?locale=en").headers["Content-Language"] == "en"


def test_the_description_of_the_api_is_unchanged_until_it_changes(client: Client) -> None:
    first = client.get("/api/v1/openapi.json")
    assert (
        client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["ETag"]}).status_code
        == 304
    )


@pytest.mark.parametrize("query", ["as_of=20261123", "as_of=1", "as_of=9999-12-31", "locale=sv&locale=en"])
def test_what_is_no_date_and_what_is_said_twice_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/plans/?{query}").status_code == (200 if "9999" in query else 422)


def test_a_page_with_a_swedish_address_is_found_and_gone_when_withdrawn(client: Client) -> None:
    plan = publish(build_plan(), slug="förmåga")
    path = "/sv/förmåga/"
    assert client.get(path).status_code == 200
    listed = client.get("/api/v1/pages/", {"path": path}).json()["items"]
    assert [item["key"] for item in listed] == [str(plan.translation_key)]
    plan.unpublish()
    assert client.get(path).status_code == 410
