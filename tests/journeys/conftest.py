"""Who makes the journeys: an editor at the desk, and a reader with a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.desk import Desk
from tests.services.site import Site


@pytest.fixture
def desk(running_site: Site, new_context: Callable[..., BrowserContext]) -> Desk:
    """The editor's desk, logged in to in a browser that speaks Swedish."""
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}), running_site)
    desk.log_in()
    return desk
