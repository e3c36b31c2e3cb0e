"""The settings page is the same for every visitor, and true in both languages."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consent.api import describe_policy
from consent.registry.stored import STORED
from tests.consent.asking import consent_to, now, post, put_cookie

pytestmark = pytest.mark.django_db

PAGES = ["/sv/kakor/", "/en/cookies/"]


def fetch(client: Client, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    response = client.get(path, headers=headers)
    return response.status_code, response.content, dict(response.headers)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_has_the_same_bytes_and_headers_for_everybody(path: str) -> None:
    nobody = fetch(Client(), path)
    assert nobody[0] == 200
    states: list[tuple[str, ...]] = [(), ("statistics",), ("third-party",), ("statistics", "third-party")]
    for state in states:
        visitor = Client()
        consent_to(visitor, *state)
        assert fetch(visitor, path) == nobody
    forged = Client()
    put_cookie(forged, decided=now(), statistics="z", third_party="z")
    assert fetch(forged, path) == nobody
    assert fetch(Client(), path, **{"Sec-GPC": "1"}) == nobody
    editor = Client()
    editor.force_login(get_user_model().objects.create_superuser("redaktor", "", "x"))
    assert fetch(editor, path) == nobody


@pytest.mark.parametrize("path", PAGES)
def test_the_page_sets_no_cookie_and_has_the_constant_policy(client: Client, path: str) -> None:
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_the_page_lists_everything_that_is_stored(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    for stored in STORED:
        assert f"<code>{stored.name}</code>" in html
    assert "www.youtube-nocookie.com" in html
    assert "Google Ireland Limited" in html


def test_no_language_leaks_into_the_other(client: Client) -> None:
    swedish = client.get("/sv/kakor/").content.decode()
    english = client.get("/en/cookies/").content.decode()
    assert "Nödvändiga" in swedish
    assert "Nödvändiga" not in english
    assert "Necessary" in english
    assert "Necessary" not in swedish


@pytest.mark.parametrize("path", PAGES)
def test_both_answers_of_the_banner_are_the_same_button_refusing_first(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    banner = html[html.index('<section class="banner"') : html.index("</section>")]
    assert re.match(r'<section class="banner"[^>]* hidden[ >]', banner)
    assert re.findall(r"<button[^>]*>", banner) == ['<button class="button">'] * 2
    refuse, accept = banner.split("</form>")[:2]
    assert 'name="statistics"' not in refuse
    assert 'name="statistics" value="on"' in accept


@pytest.mark.parametrize("path", PAGES)
def test_the_page_asks_nothing_of_the_database_for_consent(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(path)
    with django_assert_num_queries(0):
        describe_policy("sv")


@pytest.mark.parametrize(("language", "expected"), [("sv", "Inte valt"), ("en", "Not chosen")])
def test_the_framed_choice_says_what_this_visitor_has_chosen(
    client: Client, language: str, expected: str
) -> None:
    address = f"/consent/choice/?language={language}"
    assert expected in client.get(address).content.decode()
    post(client, "/consent/", {"statistics": "on", "service": "youtube"})
    response = client.get(address)
    html = response.content.decode()
    assert expected not in html
    assert "YouTube" in html
    assert response["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_the_policy_is_whole_in_both_languages() -> None:
    for language in ("sv", "en"):
        policy = describe_policy(language)
        assert [category["name"] for category in policy["categories"]] == [
            "necessary",
            "statistics",
            "third-party",
        ]
        assert policy["lifetime_days"] == 182
        assert policy["revision"] == max(category["revision"] for category in policy["categories"])
        assert "youtube" in {service["name"] for service in policy["categories"][2]["services"]}
        assert "{'sv'" not in str(policy)
