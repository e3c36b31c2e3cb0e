"""A visitor for whom every service plays: a stand-in answers for all of them, over https too."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from consent.gate.embeds import record_embed
from tests.browser.consent.conftest import Visitor
from tests.browser.consent.providers import EVERY
from tests.consent.gate.services import open_own_service
from tests.services.chromium import launch
from tests.services.standing_in import StandIn, standing_in

Begin = Callable[..., Visitor]


@pytest.fixture(scope="session")
def player() -> Iterator[StandIn]:
    with standing_in() as server:
        yield server


@pytest.fixture(scope="session")
def playing(playwright: Playwright, player: StandIn) -> Iterator[Browser]:
    """One browser for these tests, for which every foreign host is the stand-in."""
    with launch(playwright, *player.flags) as browser:
        yield browser


@pytest.fixture
def begin(address: str, playing: Browser, player: StandIn) -> Iterator[Begin]:
    """Begin a visit with a cold profile, where each service has a page: `begin(java_script_enabled=False)`."""
    open_own_service()
    for shown in EVERY:
        assert record_embed(shown.url, "Något att se"), shown.service
    player.forget()
    contexts: list[BrowserContext] = []

    def visit(**options: Any) -> Visitor:
        contexts.append(playing.new_context(**{"locale": "sv-SE", **options}))
        return Visitor(contexts[-1], address)

    yield visit
    for context in contexts:
        context.close()
