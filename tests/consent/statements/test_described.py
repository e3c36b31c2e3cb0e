"""Every answer of the consent API is exactly what its description says, in both languages."""

from typing import Any

import pytest
from django.test import Client

from consent.models import Embed
from consent.registry.published import read_policy
from tests.consent.statements.front_end import PROBLEM, choose, resolve, state
from tests.journeys.describing import find_departures

pytestmark = pytest.mark.django_db

STATEMENTS, EMBEDS = "/api/v1/consent/statements/", "/api/v1/consent/embeds/{embed_id}/"
POLICY = "/api/v1/consent/policy/"


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return described


def departures(answer: Any, document: dict[str, Any], method: str, path: str) -> list[str]:
    described = document["paths"][path][method]["responses"][str(answer.status_code)]
    kind = answer.headers["Content-Type"].split(";")[0]
    return find_departures(answer.json(), described["content"][kind]["schema"], document)


@pytest.mark.parametrize("locale", ["sv", "en"])
def test_the_policy_is_as_described_and_in_one_language(
    client: Client, document: dict[str, Any], locale: str
) -> None:
    answer = client.get(POLICY, {"locale": locale})
    assert departures(answer, document, "get", POLICY) == []
    said = answer.json()
    assert said["language"] == locale
    assert said["banner"]["title"] == read_policy().content["banner"]["title"][locale]
    assert [category["name"] for category in said["categories"]] == ["necessary", "statistics", "third-party"]
    assert any(category["stored"] for category in said["categories"])


def test_the_policy_may_be_kept_and_asked_for_again(client: Client) -> None:
    first = client.get(POLICY)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(POLICY, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(POLICY, {"locale": "en"}).headers["ETag"] != first.headers["ETag"]


def test_the_recommended_policy_names_us_alone_and_the_direct_one_the_frames(
    client: Client, settings: Any
) -> None:
    settings.SITE_URL = "https://plan.example.org"
    said = client.get(POLICY).json()
    hosts = {word for word in said["content_security_policy"].split() if "://" in word}
    assert {host.rstrip(";") for host in hosts} == {"https://plan.example.org"}
    assert "https://www.youtube-nocookie.com" in said["direct_content_security_policy"]
    assert "script-src 'self';" in said["direct_content_security_policy"]


def test_a_statement_and_its_refusals_are_as_described(document: dict[str, Any]) -> None:
    for answer, status in (
        (choose(statistics="on"), 200),
        (choose(renew="forged"), 403),
        (choose(revision="2020-01-01T00:00:00+00:00"), 409),
        (choose(statistics="perhaps"), 422),
    ):
        assert answer.status_code == status
        assert departures(answer, document, "post", STATEMENTS) == []


def test_an_embed_and_its_refusals_are_as_described(video: Embed, document: dict[str, Any]) -> None:
    yes = state(third_party="on")
    for answer, status in (
        (resolve(video.id, yes), 200),
        (resolve(video.id), 403),
        (resolve("0" * 32, yes), 404),
        (resolve(video.id, yes, query="?locale=fi"), 422),
        (resolve(video.id, yes, query="?language=sv"), 422),
    ):
        assert answer.status_code == status
        assert departures(answer, document, "get", EMBEDS) == []


def test_what_is_a_visitors_own_is_described_without_304_and_its_problems_as_problems(
    document: dict[str, Any],
) -> None:
    for path, method in ((STATEMENTS, "post"), (EMBEDS, "get")):
        answers = document["paths"][path][method]["responses"]
        assert "304" not in answers
        assert {kind for status in answers if status >= "400" for kind in answers[status]["content"]} == {
            PROBLEM
        }


def test_a_head_says_what_a_get_says_without_its_body(video: Embed) -> None:
    headers = {"Origin": "https://front.example.org", "Consent-Statement": state(third_party="on")}
    answer = Client().head(f"/api/v1/consent/embeds/{video.id}/", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 100
