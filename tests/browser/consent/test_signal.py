"""Global Privacy Control: a no until the visitor says otherwise, and then it is shown as theirs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
SIGNAL = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"
SAYS_NO = "Din webbläsare säger nej (GPC), och du har inte valt själv."
OWN_HOLDS = "Din webbläsare säger nej (GPC). Ditt eget val gäller."


def test_the_signal_is_a_no_until_an_own_choice_wins(visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    visitor = visit(extra_http_headers={"Sec-GPC": "1"})
    visitor.context.add_init_script(SIGNAL)
    page = visitor.open("/sv/kakor/")
    expect(page.locator(".banner")).to_be_hidden()
    expect(page.get_by_text(SAYS_NO)).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Visa alltid från YouTube").check()
    page.get_by_role("button", name="Spara mitt val").click()
    expect(page.get_by_text(OWN_HOLDS)).to_be_visible()
    expect(page.get_by_text(SAYS_NO)).to_be_hidden()
    expect(visitor.open().locator(".gate.open")).to_have_count(1)
    page.get_by_role("button", name="Säg nej till allt").click()
    expect(page.get_by_text(OWN_HOLDS)).to_be_hidden()
    expect(page.get_by_text("Du valde den")).to_be_visible()


def test_without_scripts_the_server_says_the_same(visit: Visit) -> None:
    visitor = visit(extra_http_headers={"Sec-GPC": "1"}, java_script_enabled=False)
    page = visitor.open("/sv/kakor/")
    now = page.frame_locator(".choice")
    expect(now.get_by_text(SAYS_NO)).to_be_visible()
    expect(now.locator("dd").nth(1)).to_have_text("Nej")
    page.get_by_label("Tillåt: Statistik").check()
    page.get_by_role("button", name="Spara mitt val").click()
    expect(now.get_by_text(OWN_HOLDS)).to_be_visible()
    expect(now.locator("dd").nth(1)).to_have_text("Ja")
