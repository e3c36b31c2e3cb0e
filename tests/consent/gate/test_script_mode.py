"""A service that needs a script gets a document of ours without our origin, and nothing else of ours."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from consent.gate.embeds import record_embed
from consent.models import Embed
from tests.consent.asking import consent_to, post
from tests.consent.gate.services import POST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_published")]

SCRIPT = "https://www.instagram.com/embed.js"
INNER = re.compile(r'<iframe class="player" src="([^"]+)"')


@pytest.fixture
def inlagg(db: None) -> Embed:
    embed = record_embed(POST, "Ett inlägg")
    assert embed is not None
    return embed


def find_inner(client: Client, embed: Embed) -> str:
    """Show the post once and return the address of the document with the script."""
    html = post(client, f"/consent/embed/{embed.id}/?language=en", {"choice": "once"}).content.decode()
    found = INNER.search(html)
    assert found
    return found[1].replace("&amp;", "&")


def test_the_document_around_the_script_is_ours_and_frames_ourselves_alone(
    client: Client, inlagg: Embed
) -> None:
    response = post(client, f"/consent/embed/{inlagg.id}/", {"choice": "once"})
    html = response.content.decode()
    assert "instagram.com" not in html
    assert "frame-src 'self'" in response["Content-Security-Policy"].split("; ")
    assert "script-src" not in response["Content-Security-Policy"]
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in html


def test_the_script_runs_without_our_origin_and_reaches_its_own_hosts_alone(
    client: Client, inlagg: Embed
) -> None:
    response = client.get(find_inner(client, inlagg))
    html = response.content.decode()
    assert f'<script src="{SCRIPT}" async></script>' in html
    assert 'class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CZKnE2tsk1B/"' in html
    assert 'href="https://www.instagram.com/p/CZKnE2tsk1B/"' in html
    policy = dict(
        part.split(" ", 1) for part in response["Content-Security-Policy"].split("; ") if " " in part
    )
    assert "allow-same-origin" not in policy["sandbox"]
    assert "allow-forms" not in policy["sandbox"]
    assert "top-navigation" not in policy["sandbox"]
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "https://www.instagram.com"
    assert policy["connect-src"] == policy["frame-src"] == "https://www.instagram.com"
    assert policy["form-action"] == "'none'"
    assert "'self'" not in policy["img-src"]
    assert policy["frame-ancestors"] == "'self'"
    assert response["Cache-Control"] == "private, no-store"


def test_without_a_yes_nobody_gets_at_the_script(client: Client, inlagg: Embed) -> None:
    for value in ("", "x", "1:2", ":::", "%00", "å"):
        response = client.get(f"/consent/embed/{inlagg.id}/", {"pass": value})
        assert response.status_code == 200
        assert SCRIPT not in response.content.decode()
        assert "sandbox" not in response["Content-Security-Policy"]


def test_the_gate_s_yes_holds_for_a_minute_and_for_that_post(
    client: Client, inlagg: Embed, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = find_inner(client, inlagg)
    other = record_embed("https://www.instagram.com/p/AAAAAAAAAAA/")
    assert other is not None
    moved = address.replace(inlagg.id, other.id)
    assert SCRIPT not in client.get(moved).content.decode()
    later = (timezone.now() + timedelta(seconds=61)).timestamp()
    assert SCRIPT in client.get(address).content.decode()
    assert SCRIPT not in client.get(address, headers={"Sec-Fetch-Dest": "document"}).content.decode()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: later)
        assert SCRIPT not in client.get(address).content.decode()


def test_who_always_shows_it_needs_no_fresh_yes(
    client: Client, inlagg: Embed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consent_to(client, "third-party")
    with django_assert_num_queries(2):
        response = client.get(f"/consent/embed/{inlagg.id}/?pass=old")
    assert SCRIPT in response.content.decode()


def test_a_pass_does_nothing_where_no_script_is(client: Client, video: Embed) -> None:
    assert "sandbox" not in client.get(f"/consent/embed/{video.id}/?pass=x")["Content-Security-Policy"]


def test_the_address_of_the_script_s_document_says_no_more_than_it_must(
    client: Client, inlagg: Embed
) -> None:
    query = parse_qs(urlsplit(find_inner(client, inlagg)).query)
    assert set(query) == {"language", "pass"}
