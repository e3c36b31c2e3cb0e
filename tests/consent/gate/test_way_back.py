"""Who said always may say never again: one service alone, by the one write path, and in words."""

import pytest
from cookie_consent.util import parse_cookie_str
from django.test import Client

from consent.models import Embed, Evidence
from consent.registry.published import read_current
from tests.consent.asking import consent_to, now, post, put_cookie
from tests.consent.gate.test_gate import FRAME

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_published")]


def saved_by(response: object) -> dict[str, str]:
    return parse_cookie_str(response.cookies["cookie_consent"].value)  # type: ignore[attr-defined]  # the client's own answer


def test_a_kept_player_has_a_way_back_and_one_shown_once_can_be_hidden(client: Client, video: Embed) -> None:
    gate = f"/consent/embed/{video.id}/?language=en"
    once = post(client, gate, {"choice": "once"}).content.decode()
    assert "Hide" in once
    assert "Stop showing" not in once
    always = post(client, gate, {"choice": "always"}).content.decode()
    assert 'name="choice" value="never"' in always
    assert "Stop showing from YouTube" in always
    assert "other services" not in always
    again = client.get(gate).content.decode()
    assert "Stop showing from YouTube" in again


def test_never_takes_back_that_service_alone(client: Client, video: Embed) -> None:
    revision = read_current().revisions["third-party"]
    put_cookie(
        client, decided=now(3), statistics="-1", **{"service.youtube": revision, "service.vimeo": revision}
    )
    response = post(client, f"/consent/embed/{video.id}/?language=en", {"choice": "never"})
    assert FRAME not in response.content.decode()
    assert "Nothing is shown from YouTube any more." in response.content.decode()
    saved = saved_by(response)
    assert saved["service.vimeo"] == revision
    assert "service.youtube" not in saved
    assert saved["statistics"] == "-1"
    assert response["Clear-Site-Data"] == '"cache"'
    assert "frame-src" not in response["Content-Security-Policy"]
    assert FRAME not in client.get(f"/consent/embed/{video.id}/").content.decode()


def test_never_turns_a_yes_to_all_into_a_yes_to_each_of_the_others(client: Client, video: Embed) -> None:
    consent_to(client, "third-party", "statistics")
    gate = f"/consent/embed/{video.id}/?language=sv"
    assert "De andra tjänsterna visas som förut." in client.get(gate).content.decode()
    saved = saved_by(post(client, gate, {"choice": "never"}))
    others = {name for name in read_current().services if name != "youtube"}
    assert {name.removeprefix("service.") for name in saved if name.startswith("service.")} == others
    assert saved["third-party"] == "-1"
    assert saved["statistics"] == read_current().revisions["statistics"]
    assert FRAME not in client.get(gate).content.decode()


def test_never_is_kept_as_evidence_and_an_equal_repeat_is_not(client: Client, video: Embed) -> None:
    consent_to(client, "third-party")
    for _ in range(2):
        post(client, f"/consent/embed/{video.id}/", {"choice": "never"})
    row = Evidence.objects.get()
    assert row.surface == "embed"
    assert "youtube" not in row.choices["services"]
    assert row.choices["third-party"] == "refused"


def test_never_from_one_who_never_chose_sets_nothing(client: Client, video: Embed) -> None:
    response = post(client, f"/consent/embed/{video.id}/", {"choice": "never"})
    assert not response.cookies
    assert "Clear-Site-Data" not in response
    assert not Evidence.objects.exists()
