"""How much script consent costs a visitor, and that none of it is inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from consent.models import Embed
from tests.consent.asking import consent_to, declare, post

CONSENT = Path(apps.get_app_config("consent").path)
SCRIPTS = sorted([*CONSENT.glob("static/**/*.js"), *CONSENT.glob("templates/**/*.js")])
LOADER = CONSENT / "static/consent/loader.js"
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<[a-z][^>]*\s(?:on[a-z]+|style)\s*=|<style|javascript:", re.IGNORECASE
)


def weigh(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)


def test_the_loader_is_at_most_three_kilobytes() -> None:
    assert weigh(LOADER) <= 3000


def test_all_script_of_consent_is_at_most_six_kilobytes() -> None:
    assert {path.name for path in SCRIPTS} >= {"loader.js", "settings.js", "clearing.js", "statistics.js"}
    assert weigh(*SCRIPTS) <= 6000


@pytest.mark.django_db
def test_no_answer_has_a_script_or_a_style_inline(client: Client, video: Embed) -> None:
    declare("seen")
    gate = f"/consent/embed/{video.pk}/"
    answers = [
        client.get(path)
        for path in ("/sv/kakor/", "/en/cookies/", "/consent/choice/", gate, f"{gate}?language=en")
    ]
    answers += [post(client, gate, {"choice": choice}) for choice in ("once", "always")]
    consent_to(client, "statistics", "third-party")
    answers += [client.get(path) for path in ("/sv/kakor/", "/consent/choice/", gate)]
    answers += [
        post(client, "/consent/", {"x": "1"}),
        client.get("/consent/"),
        client.get("/consent/embed/x/"),
    ]
    for answer in answers:
        assert answer["Content-Type"].startswith("text/html")
        assert not INLINE.findall(answer.content.decode())


@pytest.mark.django_db
def test_what_clears_is_on_the_page_only_when_there_is_something_to_clear(client: Client) -> None:
    assert b"clearing.js" not in client.get("/sv/kakor/").content
    declare("_pk_", match="prefix")
    page = client.get("/sv/kakor/").content.decode()
    assert "clearing.js" in page
    assert "&quot;_pk_*&quot;" in page
