"""Nothing jumps, nothing is cut off, nothing bars the way: however the page is looked at."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
DESK, PHONE, ZOOMED = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 800},
    {"width": 320, "height": 256},
)
WATCH = (
    "self.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(one => shifted += one.hadRecentInput ? 0 : one.value))"
    ".observe({type: 'layout-shift', buffered: true})"
)
PAINTED = """() => {
  const button = getComputedStyle(document.querySelector(".banner .button"));
  const brand = getComputedStyle(document.querySelector(".brand"));
  const top = getComputedStyle(document.querySelector(".top"));
  return [[button.color, button.backgroundColor], [button.borderTopColor, button.backgroundColor],
    [brand.color, top.backgroundColor]];
}"""


def delay(route: Route) -> None:
    """Answer when a click is so long ago that the browser counts what moves (500 ms)."""
    route.request.frame.page.wait_for_timeout(700)
    route.continue_()


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_nothing_jumps_when_the_page_opens_or_a_choice_is_saved(
    visit: Visit, viewport: dict[str, int]
) -> None:
    """The font is kept out: its arrival moves the page by itself."""
    visitor = visit(viewport=viewport)
    visitor.context.route("**/*.woff2", lambda route: route.abort())
    visitor.context.route("**/consent/", delay)
    visitor.context.add_init_script(WATCH)
    page = visitor.open()
    expect(page.locator(".banner")).to_be_visible()
    page.get_by_role("button", name="Nej tack").click()
    expect(page.get_by_role("status").first).to_have_text("Ditt val är sparat.")
    page.wait_for_timeout(200)
    assert page.evaluate("shifted") == 0
    page.goto(f"{visitor.address}/sv/kakor/")
    page.get_by_label("Visa alltid från Vimeo").check()
    page.get_by_role("button", name="Spara mitt val").click()
    expect(page.get_by_text("Ditt val är sparat.")).to_be_visible()
    page.wait_for_timeout(200)
    assert page.evaluate("shifted") == 0


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": ZOOMED, "color_scheme": "dark"},
        {"viewport": PHONE, "forced_colors": "active", "reduced_motion": "reduce"},
    ],
)
def test_nothing_bars_the_way(
    visit: Visit, axe: Callable[[Page], list[str]], options: dict[str, Any]
) -> None:
    visitor = visit(**options)
    width = options["viewport"]["width"]
    # In forced colours axe reads `-webkit-text-fill-color`, which the browser does not force [measured].
    blind = "color-contrast" if "forced_colors" in options else "-"

    def find_barriers(page: Page) -> list[str]:
        return [one for one in axe(page) if not one.startswith(blind)]

    for path in ("/sv/prov/", "/en/test/", "/sv/kakor/", "/en/cookies/"):
        page = visitor.open(path)
        expect(page.locator(".banner")).to_be_visible()
        assert find_barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
    page = visitor.open("/sv/prov/")
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    expect(page.locator(".gate.open .player")).to_be_focused()
    assert find_barriers(page) == []
    saved = visitor.open("/en/cookies/")
    expect(saved.get_by_text("You chose on")).to_be_visible()
    assert find_barriers(saved) == []


def test_in_forced_colours_an_answer_is_told_from_what_is_around_it(visit: Visit) -> None:
    pairs = visit(forced_colors="active").open().evaluate(PAINTED)
    assert {ground for _, ground in pairs} == {"rgb(255, 255, 255)"}
    assert {text for text, _ in pairs} <= {"rgb(0, 0, 0)", "rgb(0, 0, 159)"}


def test_refusing_everything_comes_first_on_the_settings_page(visit: Visit) -> None:
    page = visit(viewport=DESK).open("/sv/kakor/")
    page.get_by_role("button", name="Nej tack").click()
    page.get_by_role("link", name="Hoppa till innehållet").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Säg nej till allt"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ditt val är sparat.").last).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Säg nej till allt"
