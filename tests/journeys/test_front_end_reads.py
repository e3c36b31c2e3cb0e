"""Journey 3: a headless front end reads the plan, follows an embed to its gate, and hears when to rebuild."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.describing import find_departures, schema_of
from tests.journeys.desk import Desk
from tests.services.asking import Answer, ask
from tests.services.site import Site

PLANS, OUTLINE, PAGE = "/api/v1/plans/", "/api/v1/plans/{key}/outline/", "/api/v1/pages/{key}/"
CHANGES, POLICY = "/api/v1/changes/", "/api/v1/consent/policy/"
PROVIDERS_MARKUP = ("<iframe", "<script", "youtube.com/embed", "youtube-nocookie.com/embed")
TITLE = "Visa vad man redan kan"


class FrontEnd:
    """A program that builds a site from the API, and holds each answer to the API's own description."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.document = self.ask("/api/v1/openapi.json").json

    def ask(self, path: str, **headers: Any) -> Answer:
        return ask(f"{self.site.base_url}{path}", **headers)

    def read(self, operation: str, *, query: str = "", key: str = "") -> Any:
        """Return what an operation answers with 200, described in every part."""
        answer = self.ask(operation.replace("{key}", key) + query)
        assert answer.status == 200, answer.text
        self.check(answer, operation)
        return answer.json

    def check(self, answer: Answer, operation: str) -> None:
        kind = answer.header("Content-Type").split(";")[0]
        schema = schema_of(operation, answer.status, kind, self.document)
        assert find_departures(answer.json, schema, self.document) == []


@pytest.fixture
def front_end(running_site: Site) -> FrontEnd:
    return FrontEnd(running_site)


@pytest.mark.parametrize("locale", ["sv", "en"])
def test_the_whole_plan_is_one_document_and_every_page_in_it_resolves(
    front_end: FrontEnd, locale: str
) -> None:
    query = f"?locale={locale}"
    (plan,) = front_end.read(PLANS, query=query)["items"]
    outline = front_end.read(OUTLINE, key=plan["key"], query=query)
    pages = [*outline["principles"], *outline["areas"], *outline["pages"]]
    pages += [priority for area in outline["areas"] for priority in area["priorities"]]
    assert len(outline["principles"]) == 5
    assert len({actor["group"]["code"] for actor in outline["actors"]}) == 8
    assert outline["areas"] and all(area["priorities"] for area in outline["areas"])
    for page in pages:
        alone = front_end.read(PAGE, key=page["key"], query=query)
        assert {name: page[name] for name in alone} == alone
        html = front_end.ask(page["path"])
        assert html.status == 200 and page["title"] in html.text
        assert [each["locale"] for each in page["translations"]] == ["en" if locale == "sv" else "sv"]
        assert front_end.ask(page["translations"][0]["path"]).status == 200


def test_an_embed_is_a_descriptor_whose_gate_answers(front_end: FrontEnd) -> None:
    (plan,) = front_end.read(PLANS)["items"]
    address = OUTLINE.replace("{key}", plan["key"])
    assert not [mark for mark in PROVIDERS_MARKUP if mark in front_end.ask(address).text]
    (embed,) = [block for block in find_blocks(front_end.ask(address).json) if block["type"] == "embed"]
    described = {"provider", "title", "url", "category", "gate", "picture"}
    assert described <= embed["value"].keys()
    gate = front_end.ask(embed["value"]["gate"].removeprefix(front_end.site.base_url))
    assert gate.status == 200
    assert gate.header("Cache-Control") == "private, no-store"
    assert "youtube" not in gate.header("Content-Security-Policy")
    categories = [each["name"] for each in front_end.read(POLICY)["categories"]]
    assert categories == ["necessary", "statistics", "third-party"]
    assert embed["value"]["category"] in categories


def test_changes_say_when_to_build_again(front_end: FrontEnd, desk: Desk) -> None:
    (plan,) = front_end.read(PLANS)["items"]
    address = OUTLINE.replace("{key}", plan["key"])
    first = front_end.ask(address)
    cursor = last_cursor(front_end)
    assert front_end.read(CHANGES, query=f"?after={cursor}") == {"items": [], "next": None}
    assert front_end.ask(address, If_None_Match=first.header("ETag")).status == 304

    lead = "Alla ska kunna visa vad de redan kan."
    desk.change_lead(TITLE, lead, "Rättelse", "")
    (change,) = front_end.read(CHANGES, query=f"?after={cursor}")["items"]
    assert (change["kind"], change["title"], change["locale"]) == ("correction", TITLE, "sv")
    again = front_end.ask(address, If_None_Match=first.header("ETag"))
    assert again.status == 200
    assert again.header("ETag") != first.header("ETag")
    assert front_end.read(PAGE, key=change["key"])["lead"] == lead
    assert lead in front_end.ask(change["url"].removeprefix(front_end.site.base_url)).text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/pages/00000000-0000-4000-8000-000000000000/", 404),
        ("/api/v1/plans/?locale=xx", 422),
        ("/api/v1/plans/?unheard=of", 422),
        ("/api/v1/nothing/", 404),
    ],
)
def test_a_wrong_question_gets_a_problem_and_never_html(front_end: FrontEnd, path: str, status: int) -> None:
    answer = front_end.ask(path)
    assert answer.status == status
    assert answer.header("Content-Type").split(";")[0] == "application/problem+json"
    assert answer.json["status"] == status


def find_blocks(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every block, however deep."""
    if isinstance(value, dict):
        if value.keys() >= {"type", "id", "value"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from find_blocks(each)


def last_cursor(front_end: FrontEnd) -> str:
    after, items = "0", []
    while after:
        page = front_end.read(CHANGES, query=f"?after={after}")
        items += page["items"]
        after = page["next"]
    return str(items[-1]["id"])
