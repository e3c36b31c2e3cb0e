"""The banner: only for who has not decided, both answers alike, everything without a request."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from consent.registry.published import read_current
from tests.browser.consent.conftest import Visitor
from tests.consent.asking import now

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
STYLE = """button => {
  const box = button.getBoundingClientRect();
  const style = getComputedStyle(button);
  return [button.tagName, box.width, box.height, ...[...style].filter(name => !/inline-size|^width|origin/.test(name))
    .map(name => style.getPropertyValue(name))];
}"""


def buttons(page: Page) -> list[Any]:
    return [page.get_by_role("button", name=name).evaluate(STYLE) for name in ("Nej tack", "Godkänn alla")]


def test_who_has_not_decided_meets_the_banner_and_causes_no_request(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    expect(page.locator(".banner")).to_be_visible()
    assert visitor.gates_asked == []
    assert visitor.foreigners == []
    assert visitor.cookies == {}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, {"width": 320, "height": 800}])
def test_both_answers_look_the_same_and_refusing_comes_first(visit: Visit, viewport: dict[str, int]) -> None:
    page = visit(viewport=viewport).open()
    refuse, accept = buttons(page)
    assert refuse == accept
    names = page.locator(".banner button").all_inner_texts()
    assert names == ["Nej tack", "Godkänn alla"]


@pytest.mark.parametrize("signal", [True, False])
def test_with_the_signal_there_is_no_banner(visit: Visit, signal: bool) -> None:
    visitor = visit()
    visitor.context.add_init_script(
        f"Object.defineProperty(navigator, 'globalPrivacyControl', {{value: {str(signal).lower()}}})"
    )
    expect(visitor.open().locator(".banner")).to_be_visible(visible=not signal)


def test_refusing_keeps_the_page_and_is_announced(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.get_by_role("button", name="Nej tack").click()
    expect(page.locator(".banner")).to_be_hidden()
    expect(page.get_by_role("status").first).to_have_text("Ditt val är sparat.")
    assert page.url.endswith("/sv/prov/")
    assert page.evaluate("document.activeElement.id") == "main"
    assert set(visitor.cookies) == {"cookie_consent"}
    asked = len(visitor.gates_asked)
    again = visitor.open("/sv/utan/")
    expect(again.locator(".banner")).to_be_hidden()
    assert len(visitor.gates_asked) == asked
    assert visitor.foreigners == []


def test_accepting_runs_what_was_allowed_and_nothing_else(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/sv/utan/")
    page.get_by_role("button", name="Godkänn alla").click()
    page.wait_for_event("requestfinished", lambda request: request.url.endswith("/consent/hit/"))
    assert visitor.gates_asked == ["/consent/", "/consent/statistics.js", "/consent/hit/"]
    assert visitor.foreigners == []


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit().open()
    page.get_by_role("button", name="Nej tack").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Godkänn alla"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".banner")).to_be_hidden()


def test_a_stale_or_forged_decision_is_asked_again(visit: Visit, address: str) -> None:
    current = read_current().revisions
    wholes = {
        "stale": f"decided={now(183)}|statistics=-1|third-party=-1",
        "forged": f"decided={now()}|statistics=z|third-party=-1",
        "damaged": "decided",
        "good": f"decided={now(100)}|statistics={current['statistics']}|third-party=-1",
    }
    for name, value in wholes.items():
        visitor = visit()
        visitor.context.add_cookies([{"name": "cookie_consent", "value": f'"{value}"', "url": address}])
        expect(visitor.open().locator(".banner")).to_be_visible(visible=name != "good")


def test_when_the_save_fails_the_form_is_sent_as_without_a_script(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.route(
        "**/consent/",
        lambda route: route.abort() if "json" in route.request.headers["accept"] else route.continue_(),
    )
    page.get_by_role("button", name="Nej tack").click()
    page.wait_for_url("**/sv/prov/")
    expect(page.locator(".banner")).to_be_hidden()
    assert "cookie_consent" in visitor.cookies


def test_revealing_the_banner_moves_nothing(visit: Visit) -> None:
    """The font is kept out: its arrival moves the page by itself."""
    visitor = visit()
    visitor.context.route("**/*.woff2", lambda route: route.abort())
    visitor.context.add_init_script(
        "self.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(one => shifted += one.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page = visitor.open()
    expect(page.locator(".banner")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("shifted") == 0


def test_the_banner_and_the_settings_have_no_barrier(visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    for viewport in ({"width": 1280, "height": 900}, {"width": 320, "height": 800}):
        visitor = visit(viewport=viewport)
        for path in ("/sv/prov/", "/en/test/", "/sv/kakor/", "/en/cookies/"):
            assert axe(visitor.open(path)) == []
