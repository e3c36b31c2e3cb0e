"""A save that fails: what held still holds, the page says so, and nothing is loaded."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
FAILED = "Ditt val kunde inte sparas. Det som gällde förut gäller fortfarande."
FAILED_IN_ENGLISH = "Your choice could not be saved. What held before still holds."

FAILURES: dict[str, Callable[[Route], None]] = {
    "no network": lambda route: route.abort(),
    "refused": lambda route: route.fulfill(status=403, body="{}"),
    "server fault": lambda route: route.fulfill(status=500, body="{}"),
    "led elsewhere": lambda route: route.fulfill(status=303, headers={"Location": "/sv/utan/"}),
    "lost on the way": lambda route: route.fulfill(status=200, body="{}"),
}


def test_in_the_banner_it_is_said_and_can_be_tried_again(
    visit: Visit, axe: Callable[[Page], list[str]]
) -> None:
    visitor = visit()
    page = visitor.open()
    alert = page.locator(".banner [role=alert]")
    button = page.get_by_role("button", name="Godkänn alla")
    for fail in FAILURES.values():
        page.route("**/consent/", fail)
        button.click()
        expect(alert).to_contain_text(FAILED)
        expect(alert).to_be_visible()
        expect(button).to_be_focused()
        assert (visitor.cookies, page.url) == ({}, f"{visitor.address}/sv/prov/")
        assert page.locator(".gate.open").count() == 0
        page.unroute("**/consent/")
    assert set(visitor.gates_asked) == {"/consent/"}
    assert visitor.foreigners == []
    assert axe(page) == []
    button.click()
    expect(page.locator(".gate.open")).to_have_count(1)
    expect(page.locator("[role=alert]")).to_be_empty()


def test_on_the_settings_page_the_boxes_go_back_to_what_holds(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/en/cookies/")
    page.get_by_label("Allow: Statistics").check()
    page.get_by_role("button", name="Save my choice").click()
    expect(page.get_by_text("Your choice is saved.")).to_be_visible()
    before = visitor.cookies
    page.route("**/consent/", FAILURES["server fault"])
    page.get_by_label("Allow: Statistics").uncheck()
    page.get_by_label("Always show from Vimeo").check()
    page.get_by_role("button", name="Save my choice").click()
    expect(page.get_by_role("alert")).to_contain_text(FAILED_IN_ENGLISH)
    expect(page.get_by_label("Allow: Statistics")).to_be_checked()
    expect(page.get_by_label("Always show from Vimeo")).not_to_be_checked()
    expect(page.get_by_text("Your choice is saved.")).to_have_count(0)
    assert visitor.cookies == before


def test_a_server_that_never_answers_is_given_up(visit: Visit) -> None:
    visitor = visit()
    page = visitor.context.new_page()
    page.clock.install(time=MORNING)
    page.goto(f"{visitor.address}/sv/prov/")
    page.clock.pause_at(MORNING + timedelta(minutes=10))
    page.route("**/consent/", lambda route: None)
    with page.expect_request("**/consent/"):
        page.get_by_role("button", name="Nej tack").click()
    page.clock.run_for(7000)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.run_for(2000)
    expect(page.get_by_role("alert")).to_contain_text(FAILED)
    assert visitor.cookies == {}


def test_always_showing_that_cannot_be_saved_shows_nothing(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.route("**/consent/embed/**", FAILURES["server fault"])
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    expect(page.locator(".gate [role=alert]")).to_contain_text(FAILED)
    assert page.locator(".gate.open").count() == 0
    assert (visitor.cookies, visitor.foreigners) == ({}, [])


@pytest.mark.parametrize(
    ("path", "said", "back"), [("/sv/kakor/", "gå tillbaka", "/sv/"), ("/en/cookies/", "go back", "/en/")]
)
def test_without_scripts_the_error_is_a_page_in_words_with_a_way_back(
    visit: Visit, path: str, said: str, back: str
) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.open(path)
    page.evaluate("document.querySelector('[data-consent-settings] input').name = 'marketing'")
    page.locator("[data-consent-settings] .button").first.click()
    expect(page.locator(".lead")).to_contain_text(said, ignore_case=True)
    assert page.locator("main a").first.get_attribute("href") == back
    assert visitor.cookies == {}
