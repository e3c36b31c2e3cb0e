"""Every kind of block on a wide screen, on a phone and in the dark, opened and closed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.places import Places, on_one_site
from tests.browser.test_barriers import find_barriers
from tests.pages.all_blocks import ENGLISH_SLUG, SLUG
from tests.services.site import Site

pytestmark = on_one_site

OPEN_ALL = "document.querySelectorAll('main details').forEach(each => { each.open = true })"


@pytest.fixture
def paths(places: Places) -> list[str]:
    """The pages of all blocks, Swedish before English."""
    found = sorted((path for path in places.public if SLUG in path or ENGLISH_SLUG in path), reverse=True)
    assert [path[:4] for path in found] == ["/sv/", "/en/"]
    return found


def test_what_blocks_open_to_has_no_barrier(
    running_site: Site,
    paths: list[str],
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    page = new_context(base_url=running_site.base_url).new_page()
    found = []
    for path in paths:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        found += find_barriers(page, axe)
    assert found == []


def test_a_term_is_explained_without_javascript(
    running_site: Site, paths: list[str], new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(base_url=running_site.base_url, java_script_enabled=False).new_page()
    page.goto(paths[0])
    term = page.get_by_role("button", name="kompetensförsörjning")
    explanation = page.locator(".explanation").first
    expect(explanation).to_be_hidden()
    term.click()
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_a_phone_shows_the_picture_that_is_drawn_for_it(
    running_site: Site, paths: list[str], new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(
        base_url=running_site.base_url, viewport={"width": 320, "height": 800}, java_script_enabled=False
    ).new_page()
    page.goto(paths[0])
    picture = page.get_by_role("img", name="Målet är")
    expect(picture).to_have_count(1)
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
