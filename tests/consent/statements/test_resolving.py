"""An embed is resolved for a front end whose visitor said yes, and for nobody else."""

import random
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consent.gate.embeds import record_embed
from consent.models import Embed, Evidence
from consent.registry.published import forget_policy, read_policy
from consent.registry.publishing import publish_registry
from tests.consent.statements.front_end import ORIGIN, OTHER, PROBLEM, STRANGER, choose, later, resolve, state

pytestmark = pytest.mark.django_db

FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


@pytest.mark.parametrize("fields", [{"third_party": "on"}, {"service": ["youtube"]}])
def test_a_yes_gives_what_to_frame(video: Embed, fields: dict[str, str]) -> None:
    answer = resolve(video.id, state(**fields), query="?locale=en")
    said = answer.json()
    assert (answer.status_code, said["provider"], said["mode"]) == (200, "youtube", "frame")
    assert said["title"] == "Video from YouTube"
    assert said["frame"]["src"].startswith(FRAME)
    assert said["frame"]["csp"] == "frame-src https://www.youtube-nocookie.com"
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"Origin", "Consent-Statement"} <= set(answer.headers["Vary"].split(", "))
    assert "ETag" not in answer.headers and not answer.cookies


def test_a_statement_may_also_come_as_authorization(video: Embed) -> None:
    assert resolve(video.id, Authorization=f"Consent {state(third_party='on')}").status_code == 200
    assert resolve(video.id, Authorization=f"Bearer {state(third_party='on')}").status_code == 403


def test_a_no_gives_nothing_that_can_be_embedded(video: Embed) -> None:
    for statement in ("", state(), state(statistics="on"), "forged", f"{state(third_party='on')}x"):
        answer = resolve(video.id, statement)
        assert (answer.status_code, answer.headers["Content-Type"]) == (403, PROBLEM)
        assert "youtube-nocookie" not in answer.content.decode()
        assert set(answer.json()["embed"]) == {"provider", "title", "url", "category", "gate"}
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_a_statement_holds_for_its_own_front_end_alone(video: Embed) -> None:
    statement = state(third_party="on")
    assert resolve(video.id, statement, OTHER).status_code == 403
    stranger = resolve(video.id, statement, STRANGER)
    assert (stranger.status_code, "embed" in stranger.json()) == (403, False)
    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert Client().get(f"/api/v1/consent/embeds/{video.id}/").status_code == 403


def test_a_statement_holds_for_an_hour(video: Embed) -> None:
    statement = state(third_party="on")
    with later(minutes=59):
        assert resolve(video.id, statement).status_code == 200
    with later(minutes=61):
        assert resolve(video.id, statement).status_code == 403
        assert resolve(video.id, state(renew=statement)).status_code == 200


def test_a_statement_is_stale_once_its_category_has_changed_and_only_that_is_asked_again(
    video: Embed,
) -> None:
    statement = state(third_party="on", statistics="on")
    content = dict(read_policy().content)
    publish_registry(content=content | {"categories": reword(content["categories"], "third-party")})
    forget_policy()
    assert resolve(video.id, statement).status_code == 403
    again = choose(renew=statement).json()
    assert again["ask"] == ["third-party"]
    assert again["choices"] == {"necessary": True, "statistics": True, "third-party": False}


def test_one_embed_is_shown_once_for_a_minute_and_no_other(video: Embed) -> None:
    answer = choose(once=video.id)
    statement = answer.json()["statement"]
    assert answer.json()["choices"]["third-party"] is False
    assert resolve(video.id, statement).status_code == 200
    other = record_embed("https://youtu.be/xxxxxxxxxxx")
    assert other is not None
    assert resolve(other.id, statement).status_code == 403
    assert choose(renew=statement).status_code == 403
    with later(seconds=61):
        assert resolve(video.id, statement).status_code == 403
    assert not Evidence.objects.exists()


def test_an_unknown_embed_is_not_found_whatever_is_stated(video: Embed) -> None:
    assert resolve("0" * 32, state(third_party="on")).status_code == 404
    assert resolve("x' or 1", state(third_party="on")).status_code == 404


def test_the_visitors_cookie_says_nothing_here(video: Embed, client: Client) -> None:
    client.cookies["cookie_consent"] = (
        f"decided=2026-01-01|third-party={read_policy().revisions['third-party']}"
    )
    answer = client.get(f"/api/v1/consent/embeds/{video.id}/", headers={"Origin": ORIGIN})
    assert answer.status_code == 403


def test_forged_statements_open_nothing(video: Embed, size: Callable[[int, int], int]) -> None:
    statement, chance = state(third_party="on"), random.Random(4)
    for _ in range(size(100, 1000)):
        at = chance.randrange(len(statement))
        forged = (
            statement[:at] + chance.choice("aZ09-_:.=|\\ é") * chance.randrange(1, 4) + statement[at + 1 :]
        )
        forged = forged[: chance.choice([len(forged), at + 1])]
        if forged != statement:
            assert resolve(video.id, forged).status_code == 403


def test_a_statement_signed_before_a_new_key_holds_while_the_old_one_is_kept(
    video: Embed, settings: object
) -> None:
    statement = state(third_party="on")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]  # type: ignore[attr-defined]  # pytest-django's own
    assert resolve(video.id, statement).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]  # pytest-django's own
    assert resolve(video.id, statement).status_code == 403


def test_resolving_asks_the_database_twice(
    video: Embed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    statement = state(third_party="on")
    with django_assert_num_queries(2):
        assert resolve(video.id, statement).status_code == 200


def test_the_gate_opens_with_the_leave_that_resolving_gives_and_only_to_that_front_end(video: Embed) -> None:
    gate = urlsplit(resolve(video.id, state(third_party="on")).json()["gate"])
    answer = Client().get(f"{gate.path}?{gate.query}")
    assert FRAME in answer.content.decode()
    alone = Client().get(f"{gate.path}?{gate.query}", headers={"Sec-Fetch-Dest": "document"})
    assert FRAME not in alone.content.decode()
    assert f"frame-ancestors 'self' {ORIGIN};" in answer.headers["Content-Security-Policy"] + ";"
    with later(seconds=61):
        shut = Client().get(f"{gate.path}?{gate.query}")
    assert FRAME not in shut.content.decode()


def test_the_gate_does_not_open_for_a_choice_in_its_address(video: Embed) -> None:
    answer = Client().get(f"/consent/embed/{video.id}/", {"statement": state(third_party="on")})
    assert FRAME not in answer.content.decode()


def reword(categories: list[dict[str, object]], name: str) -> list[dict[str, object]]:
    """Return the categories, one of them with another purpose."""
    new = {"sv": "Något helt annat.", "en": "Something else entirely."}
    return [one | {"purpose": new} if one["name"] == name else one for one in categories]
