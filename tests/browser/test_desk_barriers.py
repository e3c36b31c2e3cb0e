"""Nobody is kept out of the desk: axe finds nothing in what is ours there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.desk_views import PATHS
from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.site import Site

pytestmark = on_one_site

Axe = Callable[[Page], list[str]]


@pytest.fixture
def desk(running_site: Site, new_context: Callable[..., BrowserContext]) -> Desk:
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1400, "height": 900}), running_site)
    desk.log_in()
    return desk


def test_no_view_of_ours_has_a_barrier(desk: Desk, axe: Axe) -> None:
    found = {}
    for path in PATHS:
        desk.go(path)
        barriers = axe(desk.page)
        if barriers:
            found[path] = barriers
    assert found == {}


def test_the_translator_offers_no_alias(desk: Desk) -> None:
    desk.go("/admin/pages/31/edit/")
    desk.page.wait_for_selector(
        "form[action*='/disable/'], [href*='/disable/'], button:has-text('Stoppa')", state="attached"
    )
    assert "convert_to_alias" not in desk.page.content()
