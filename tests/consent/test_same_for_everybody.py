"""Every public answer of the example plan is the same in every state of consent, with or without the signal."""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from cookie_consent.util import dict_to_cookie_str
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import path
from pytest_django.plugin import DjangoDbBlocker

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as whole_site
from consent.registry.published import forget_policy, read_current
from pages.models import Actor, StandardPage
from tests.consent.asking import now, post, publish_long_ago
from tests.services.bars import Bars

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

pytestmark = pytest.mark.usefixtures("_example")


def fail(_request: object) -> Any:
    raise RuntimeError("a view that fails")


urlpatterns = [path("sv/fel/", fail), *whole_site]

SIGNALS: list[dict[str, str]] = [{}, {"Sec-GPC": "1"}, {"Sec-GPC": "0", "DNT": "1"}]
LANGUAGES: list[dict[str, str]] = [
    {},
    *({"Accept-Language": value} for value in ("sv", "en", "de, en;q=0.1")),
]
FEWEST_A_PAGE = 5
AROUND = [
    "/",
    "/sv/kakor/",
    "/en/cookies/",
    "/sv/kakor/kvitto/",
    "/en/cookies/receipt/",
    "/sv/prenumerera/",
    "/en/subscribe/",
    "/sv/prenumerera/hantera/",
    "/en/subscribe/manage/",
    "/sv/rapportera-fel/",
    "/en/report-a-fault/",
    "/sv/andringar/feed.atom",
    "/en/changes/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/healthz",
    "/static/finns-inte.css",
    "/media/finns-inte.png",
    "/sv/finns-inte/",
    "/en/missing/",
    "/sv/fel/",
    "/utan-sprak/",
    "/sv/prenumerera/bekrafta/forfalskad/",
    "/unsubscribe/forged/",
    "/preview/forged/",
    "/documents/999/finns-inte.pdf",
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/finns-inte/",
    "/api/v1/plans/",
    "/api/v1/plans/?locale=en",
    "/api/v1/plans/?locale=xx",
    "/api/v1/pages/",
    "/api/v1/pages/?locale=en",
    "/api/v1/actors/",
    "/api/v1/indicators/",
    "/api/v1/changes/",
    "/api/v1/search/?q=utbildning",
    "/api/v1/consent/policy/",
    "/api/v1/consent/policy/?locale=en",
]


@pytest.fixture(scope="module")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example, published long before any choice, for this module alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_example", verbosity=0)
        publish_long_ago()
        yield
        transaction.set_rollback(True)
    forget_policy()


@pytest.fixture
def site(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def list_states() -> dict[str, str]:
    """Return a consent cookie for each state that a visitor can be in, or pretend to be in."""
    revisions = read_current().revisions
    refused = dict.fromkeys(revisions, "-1")
    withdrawn = Client()
    post(withdrawn, "/consent/", {"statistics": "on", "third-party": "on"})
    post(withdrawn, "/consent/withdraw/")
    return {
        "none": "",
        "refused": encode(refused),
        "statistics": encode({**refused, "statistics": revisions["statistics"]}),
        "third party": encode({**refused, "third-party": revisions["third-party"]}),
        "all": encode(revisions),
        "service": encode({**refused, "service.youtube": revisions["third-party"]}),
        "withdrawn": withdrawn.cookies["cookie_consent"].value,
        "stale": encode(dict.fromkeys(revisions, now(500))),
        "expired": encode(revisions, days=183),
        "forged": encode(dict.fromkeys(revisions, "z")),
        "damaged": encode(revisions)[:20],
    }


def encode(states: Any, days: int = 0) -> str:
    return dict_to_cookie_str({"decided": now(days), **states})


def list_addresses(site: Client) -> list[str]:
    """Return every page of the sitemap, what stands around them, a withdrawn page and objects of the API."""
    listed = re.findall(r"<loc>([^<]+)</loc>", site.get("/sitemap.xml").content.decode())
    withdrawn = StandardPage.objects.filter(locale__language_code="sv", live=True)[0]
    gone = withdrawn.get_url()
    withdrawn.unpublish()
    actor = Actor.objects.filter(live=True)[0].translation_key
    found = site.get("/api/v1/plans/").json()["items"][0]["key"]
    parts = [f"/api/v1/plans/{found}/", f"/api/v1/plans/{found}/outline/?locale=en"]
    parts += [f"/api/v1/pages/{found}/", f"/api/v1/pages/{found}/history/", f"/api/v1/pages/{actor}/"]
    assert gone is not None
    return [urlsplit(address).path for address in listed] + [urlsplit(gone).path, *AROUND, *parts]


def fingerprint(
    site: Client, address: str, cookie: str, headers: dict[str, str]
) -> tuple[str, dict[str, str]]:
    """Return the hash of status, header fields and body, and the fields themselves."""
    site.cookies.clear()
    if cookie:
        site.cookies["cookie_consent"] = cookie
    response = site.get(address, headers=headers)
    fields = dict(response.headers)
    body = b"".join(response) if response.streaming else response.content
    assert not response.cookies, address
    whole = repr((response.status_code, sorted(fields.items()), body))
    return sha256(whole.encode()).hexdigest(), fields


def test_body_and_headers_are_the_same_in_every_state(
    site: Client, size: Callable[[int, int], int], bar: Bars
) -> None:
    states = list_states()
    ways = list(product(states, SIGNALS, LANGUAGES))
    addresses = list_addresses(site)
    asked = 0
    for number, address in enumerate(addresses):
        first: dict[str, str] = {}
        few = len(ways) // size(FEWEST_A_PAGE, len(ways))
        for state, signal, language in ways[number % few :: few]:
            mark, fields = fingerprint(site, address, states[state], signal | language)
            vary = {one.strip().lower() for one in fields.get("Vary", "").split(",")}
            assert "cookie" not in vary
            alike = language.get("Accept-Language", "") if "accept-language" in vary else ""
            assert first.setdefault(alike, mark) == mark, (address, state, signal, language)
            asked += 1
    bar("public addresses alike in every state", len(addresses), 100, "", ">=")
    bar("answers compared", asked, 500, "", ">=")


def test_every_language_of_an_address_under_a_language_is_the_same(site: Client) -> None:
    for address in ("/sv/kakor/", "/en/cookies/", "/sv/", "/en/", "/sv/finns-inte/"):
        marks = {fingerprint(site, address, "", headers)[0] for headers in LANGUAGES}
        assert len(marks) == 1, address
