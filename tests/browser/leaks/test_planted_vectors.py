"""Whatever somebody plants reaches nobody; without the defence all that is counted here would."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Playwright
from pytest_django.live_server_helper import LiveServer

from consent.registry.published import forget_policy
from consent.registry.seeding import seed_registry
from tests.browser.leaks.front import opening
from tests.browser.leaks.headers import HEADERS
from tests.browser.leaks.opening import Round
from tests.browser.leaks.planting import build_pages, with_the_policy_alone, without_defence
from tests.browser.leaks.silent import SILENT
from tests.browser.leaks.site import PAGES, list_plantings
from tests.browser.leaks.vectors import Planting
from tests.services.bars import Bars
from tests.services.counting import CountingServer, counting

pytestmark = pytest.mark.django_db(transaction=True)

FEWEST = 50
SETTLE_SECONDS = 2.0
UNHEARD = {vector.name for vector, _reason in SILENT}
UNNAMED = {"frame-plain"}
HEADER_HOSTS = {vector.host for vector in HEADERS}


@pytest.fixture
def planted(live_server: LiveServer, settings: Any, counting_server: CountingServer) -> Iterator[Round]:
    settings.ROOT_URLCONF = "tests.browser.leaks.site"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ".site.test"]
    settings.RAISE_ON_LEAK = False
    seed_registry()
    forget_policy()
    address = live_server.url.replace("localhost", "127.0.0.1")
    pages = build_pages() | {f"/sv/planterat/{slug}/": list_plantings(slug) for slug in PAGES}
    with opening(int(address.rpartition(":")[2])) as door:
        yield Round(address, door, pages, HEADERS, counting_server)
    forget_policy()


def list_loud(planted: Round) -> list[Planting]:
    """Return what can be made to fire, wherever it stands."""
    return [one for each in planted.planted.values() for one in each if one.vector.name not in UNHEARD]


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "unscripted"])
def test_what_is_planted_reaches_nobody_and_without_the_defence_it_would(
    planted: Round,
    settings: Any,
    playwright: Playwright,
    tmp_path: Path,
    size: Callable[[Round, Round], Round],
    bar: Bars,
    scripted: bool,
) -> None:
    """What cleans texts does not know whether there is JavaScript: the small size tries them with it alone."""
    planted = planted if scripted else size(planted.in_templates(), planted)
    firing = [one for one in list_loud(planted) if one.vector.fires(scripted=scripted)]
    awaited = {one.host for one in firing} | {one.host for one in HEADERS if one.fires(scripted=scripted)}
    with without_defence(settings):
        reached, took = planted.visit(
            playwright, tmp_path / "open", scripted=scripted, awaited=awaited, seconds=SETTLE_SECONDS
        )
    assert sorted(awaited - reached) == []
    # A connection of the first visit that is taken up late must not be counted in the second.
    with counting() as fresh:
        reached, _ = replace(planted, counter=fresh).visit(
            playwright, tmp_path / "held", scripted=scripted, awaited=(), seconds=max(took, SETTLE_SECONDS)
        )
    assert reached == set()
    how = "with JavaScript" if scripted else "without JavaScript"
    vectors = {one.vector.name for one in firing} | (awaited & HEADER_HOSTS)
    bar(f"leak vectors that fire {how}", len(vectors), FEWEST, "", ">=")
    bar(f"of them in so many places {how}", len(awaited), FEWEST, "", ">=")


def test_the_policy_alone_stops_what_it_governs_and_nothing_else(
    planted: Round, playwright: Playwright, tmp_path: Path
) -> None:
    """Over plain http a frame that is stopped has connected as well, and said no name."""
    templates = replace(planted.in_templates(), headers=[])
    shown = [one for each in templates.planted.values() for one in each if one.vector.fires(scripted=True)]
    ungoverned = {one.host for one in shown if not one.vector.governed and one.vector.name not in UNNAMED}
    with with_the_policy_alone():
        reached, _ = templates.visit(
            playwright, tmp_path, scripted=True, awaited=ungoverned, seconds=SETTLE_SECONDS
        )
    assert reached == ungoverned | {"(silent)"}


class Reaching(HTMLParser):
    """Collects every address in a page but those of plain links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a" or "target" in dict(attrs):
            self.found += " ".join(value or "" for _name, value in attrs)


def test_what_the_policy_does_not_govern_is_not_in_the_bytes(planted: Round) -> None:
    for path, plantings in planted.planted.items():
        response = Client().get(path)
        assert response.status_code == 200
        reaching = Reaching(response.content.decode()).found
        left = [one.host for one in plantings if not one.vector.governed and one.host in reaching]
        assert (path, left) == (path, [])
    for vector in HEADERS:
        response = Client().get("/sv/rubriker/", headers={"Host": f"{vector.name}.site.test"})
        assert response.status_code == 200
        assert vector.host not in str(response.headers), vector
