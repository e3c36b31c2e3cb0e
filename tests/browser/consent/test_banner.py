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


LOOKS: list[dict[str, Any]] = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 256}},
    {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
]


def buttons(page: Page, names: list[str]) -> list[Any]:
    return [page.get_by_role("button", name=name).evaluate(STYLE) for name in names]


def test_who_has_not_decided_meets_the_banner_and_causes_no_request(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    expect(page.locator(".banner")).to_be_visible()
    assert visitor.gates_asked == []
    assert visitor.foreigners == []
    assert visitor.cookies == {}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_both_answers_look_the_same_and_refusing_comes_first(visit: Visit) -> None:
    """On a desk, on a phone, at 400 % (320 CSS pixels), in the dark and in forced colours, in both languages."""
    for options in LOOKS:
        visitor = visit(**options)
        for path, names in (
            ("/sv/prov/", ["Nej tack", "Godkänn alla"]),
            ("/en/test/", ["No thanks", "Accept all"]),
        ):
            page = visitor.open(path)
            refuse, accept = buttons(page, names)
            assert refuse == accept, (options, path)
            assert page.locator(".banner button").all_inner_texts() == names
            page.close()


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
    focused = "document.activeElement.textContent.trim()"
    page.keyboard.press("Escape")
    while page.evaluate(focused) != "Nej tack":
        before = page.evaluate(focused)
        page.keyboard.press("Tab")
        assert page.evaluate(focused) not in {"Godkänn alla", "Välj själv"}
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Godkänn alla"
    page.keyboard.press("Escape")
    expect(page.locator(".banner")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".banner")).to_be_hidden()
    expect(page.get_by_role("status").first).to_have_text("Ditt val är sparat.")
    assert page.evaluate(focused) == before


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
