"""A visitor for whom every service plays: a stand-in answers for all of them, over https too."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from consent.gate.embeds import record_embed
from tests.browser.consent.conftest import Visitor
from tests.browser.consent.providers import EVERY
from tests.consent.gate.services import open_own_service
from tests.services.standing_in import StandIn, standing_in

Begin = Callable[..., Visitor]


@pytest.fixture(scope="session")
def player() -> Iterator[StandIn]:
    with standing_in() as server:
        yield server


@pytest.fixture
def begin(address: str, launch_browser: Callable[..., Browser], player: StandIn) -> Begin:
    """Begin a visit with a cold profile, where each service has a page: `begin(java_script_enabled=False)`.

    The browser is the test's own: one that lived on would keep connections to the site, and those the database.
    """
    open_own_service()
    for shown in EVERY:
        assert record_embed(shown.url, "Något att se"), shown.service
    playing = launch_browser(*player.flags)
    player.forget()

    def visit(**options: Any) -> Visitor:
        return Visitor(playing.new_context(**{"locale": "sv-SE", **options}), address)

    return visit
