"""Nobody is kept out: axe finds nothing, and nothing is wider than a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.places import Places, on_one_site
from tests.services.site import Site

pytestmark = on_one_site

Axe = Callable[[Page], list[str]]
VIEWS = [(1280, "light"), (1280, "dark"), (320, "light")]
FORMS = {
    "/sv/prenumerera/": ("Skicka en länk", "Mejladress"),
    "/en/subscribe/": ("Send me a link", "E-mail address"),
}


@pytest.fixture
def page(running_site: Site, new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(locale="sv-SE", base_url=running_site.base_url).new_page()


def find_barriers(page: Page, axe: Axe) -> list[str]:
    """Look at a page wide and narrow, light and dark (a phone hides what is in the rail).

    Dark in Swedish alone: the colours are the same in both languages.
    """
    found = []
    swedish = page.locator("html").get_attribute("lang") == "sv"
    for width, scheme in [view for view in VIEWS if swedish or view[1] == "light"]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += [f"{page.url} {width} {scheme} {each}" for each in axe(page)]
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"{page.url} is {needed} wide at {width}")
    return found


def test_no_kind_of_page_has_a_barrier_with_the_banner_open_or_closed(
    page: Page, places: Places, axe: Axe
) -> None:
    found = []
    page.goto("/sv/")
    expect(page.locator(".banner")).to_be_visible()
    for path in places.kinds:
        page.goto(path)
        found += find_barriers(page, axe)
    page.goto("/en/")
    page.get_by_role("button", name="No thanks").click()
    expect(page.locator(".banner")).to_be_hidden()
    for path in ("/sv/", "/en/"):
        page.goto(path)
        found += find_barriers(page, axe)
    assert found == []


@pytest.mark.parametrize("path", FORMS)
def test_a_form_with_faults_and_its_answer_have_no_barrier(page: Page, axe: Axe, path: str) -> None:
    button, field = FORMS[path]
    page.goto(path)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name=field)).to_have_attribute("aria-invalid", "true")
    found = find_barriers(page, axe)
    page.get_by_role("textbox", name=field).fill("no-barrier@example.org")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert found + find_barriers(page, axe) == []


def test_what_a_mailed_link_leads_to_has_no_barrier(page: Page, places: Places, axe: Axe) -> None:
    """The answer to the one button of each mailed page: confirmed, saved, left."""
    found = []
    for path in places.mailed[:2] + places.mailed[3:5]:
        page.goto(path)
        page.get_by_role("main").locator("form button").first.click()
        page.wait_for_load_state()
        found += find_barriers(page, axe)
    assert found == []
