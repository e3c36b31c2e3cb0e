"""A front end on another site states its own visitor's choice, and keeps what it is given."""

from typing import Any

import pytest
from django.test import Client

from consent.models import Evidence
from consent.registry.published import read_policy
from tests.consent.statements.front_end import (
    ORIGIN,
    OTHER,
    PROBLEM,
    STATEMENTS,
    STRANGER,
    choose,
    later,
    state,
)

pytestmark = pytest.mark.django_db


def test_a_whole_choice_is_stated_in_a_short_text() -> None:
    answer = choose(statistics="on", service=["youtube"])
    said = answer.json()
    assert said["choices"] == {"necessary": True, "statistics": True, "third-party": False}
    assert (said["services"], said["ask"], said["revision"]) == (["youtube"], [], read_policy().value)
    assert said["decided_at"] < said["valid_until"] < said["expires_at"]
    assert said["statement"].isascii() and len(said["statement"]) < 400


def test_json_says_the_same_as_a_form() -> None:
    as_json = choose(content_type="application/json", statistics=True, third_party=False, service=["youtube"])
    as_form = choose(statistics="on", service=["youtube"])
    assert as_json.status_code == 200
    assert as_json.json()["choices"] == as_form.json()["choices"]
    assert as_json.json()["services"] == ["youtube"]


def test_only_that_front_end_reads_the_answer_and_nobody_keeps_it() -> None:
    answer = choose(statistics="on")
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"Origin", "Consent-Statement"} <= set(answer.headers["Vary"].split(", "))
    assert "ETag" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize("origin", [STRANGER, "null", ORIGIN + ".evil.example", ORIGIN.upper(), ORIGIN + "/"])
def test_no_other_origin_gets_a_statement_or_leaves_a_trace(origin: str) -> None:
    answer = choose(origin, statistics="on")
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, PROBLEM)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert not Evidence.objects.exists()


def test_who_does_not_say_where_from_gets_none() -> None:
    assert Client().post(STATEMENTS, {"revision": read_policy().value}).status_code == 403


def test_the_preflight_names_what_may_be_sent() -> None:
    answer = Client().options(STATEMENTS, headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Consent-Statement" in answer.headers["Access-Control-Allow-Headers"]
    refused = Client().options(STATEMENTS, headers={"Origin": STRANGER})
    assert (refused.status_code, "Access-Control-Allow-Origin" in refused.headers) == (403, False)


def test_a_choice_is_a_row_of_evidence_in_the_language_that_was_shown() -> None:
    choose(third_party="on", language="en")
    (row,) = Evidence.objects.all()
    assert (row.surface, row.language, row.revision) == ("front end", "en", read_policy().value)
    assert row.choices["third-party"] == "granted"


def test_renewing_says_the_same_again_and_is_no_decision() -> None:
    first = choose(statistics="on").json()
    with later(hours=30):
        again = choose(renew=first["statement"]).json()
    for name in ("choices", "services", "decided_at", "expires_at", "revision"):
        assert again[name] == first[name]
    assert again["valid_until"] > first["valid_until"]
    assert Evidence.objects.count() == 1


def test_a_decision_is_renewed_for_182_days_and_no_longer() -> None:
    statement = state(statistics="on")
    for days in (100, 181):
        with later(days=days):
            statement = state(renew=statement)
    with later(days=182, minutes=1):
        assert choose(renew=statement).status_code == 409


def test_nobody_else_renews_a_statement() -> None:
    answer = choose(OTHER, renew=state(statistics="on"))
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (403, OTHER)


def test_another_revision_than_the_one_shown_is_a_conflict() -> None:
    answer = choose(statistics="on", revision="2020-01-01T00:00:00+00:00")
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, PROBLEM)
    assert "policy" in answer.json()["detail"] or "policyn" in answer.json()["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"marketing": "on"},
        {"statistics": "yes"},
        {"statistics": ["on", "on"]},
        {"service": ["unheard-of"]},
        {"language": "fi"},
        {"next": "/sv/"},
        {"revision": ""},
        {"renew": "x", "statistics": "on"},
        {"renew": "x", "revision": "y"},
        {"once": "x", "third-party": "on"},
    ],
)
def test_any_other_field_value_or_mixture_is_refused(fields: dict[str, Any]) -> None:
    answer = choose(**fields)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "null",
        '{"statistics": 1}',
        '{"revision": "\\ud800"}',
        '{"renew": "\\ud800"}',
        "[" * 9999,
    ],
)
def test_json_that_is_no_choice_is_refused_and_never_an_error_of_ours(body: str) -> None:
    headers = {"Origin": ORIGIN}
    answer = Client().post(STATEMENTS, body, content_type="application/json", headers=headers)
    assert answer.status_code in {403, 409, 422}


def test_a_body_beyond_64_kilobytes_is_refused_in_a_way_the_front_end_can_read() -> None:
    answer = choose(statistics="on", next="x" * 70_000)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (413, ORIGIN)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_statement_is_asked_for_with_post_alone(method: str) -> None:
    answer = getattr(Client(), method)(STATEMENTS, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM)
    assert answer.headers["Allow"] == "POST"
