"""What was opened can be put away again: hidden when it was shown once, ended when it was for always."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consent.gate.conftest import Begin
from tests.services.standing_in import StandIn

pytestmark = pytest.mark.django_db(transaction=True)

ONCE, ALWAYS = "Visa en gång", "Visa alltid från YouTube"
HIDE, NEVER = "Dölj", "Visa inte längre från YouTube"
PAGE = "/sv/hos/youtube/"


def test_what_is_shown_once_is_hidden_by_keyboard_and_the_focus_goes_back(
    begin: Begin, player: StandIn, axe: Callable[[Page], list[str]]
) -> None:
    visitor = begin()
    page = visitor.open(PAGE)
    page.get_by_role("button", name=ONCE).focus()
    page.keyboard.press("Enter")
    gate = page.frame_locator(".gate.open .player")
    expect(gate.get_by_role("link", name=HIDE)).to_be_visible()
    expect(page.locator(".gate .player")).to_be_focused()
    assert axe(page) == []
    gate.get_by_role("link", name=HIDE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gate.open")).to_have_count(0)
    expect(page.get_by_role("button", name=ONCE)).to_be_focused()
    assert visitor.cookies == {}
    assert "www.youtube-nocookie.com" in player.hosts
    assert not page.locator(".gate iframe[src]").count()


def test_stopping_ends_it_in_the_page_and_in_the_other_tabs_within_a_second(begin: Begin) -> None:
    visitor = begin()
    page = visitor.open(PAGE)
    page.get_by_role("button", name=ALWAYS).click()
    gate = page.frame_locator(".gate.open .player")
    expect(gate.get_by_role("button", name=NEVER)).to_be_visible()
    other = visitor.open(PAGE)
    expect(other.locator(".gate.open")).to_have_count(1)
    gate.get_by_role("button", name=NEVER).click()
    for tab in (page, other):
        expect(tab.locator(".gate.open")).to_have_count(0, timeout=1000)
        expect(tab.get_by_role("button", name=ONCE)).to_be_visible()
    assert not [frame for frame in (*page.frames, *other.frames) if "youtube-nocookie" in frame.url]


def test_stopping_one_after_a_yes_to_all_leaves_the_others_open(begin: Begin) -> None:
    visitor = begin()
    page = visitor.open("/sv/hos/alla/")
    page.get_by_role("button", name="Godkänn alla").click()
    expect(page.locator(".gate.open")).to_have_count(5)
    gate = page.frame_locator("[data-provider=youtube].open .player")
    expect(gate.get_by_text("De andra tjänsterna visas som förut.")).to_be_visible()
    gate.get_by_role("button", name=NEVER).click()
    expect(page.locator(".gate.open")).to_have_count(4)
    expect(page.locator("[data-provider=youtube].open")).to_have_count(0)
    expect(visitor.open("/sv/hos/alla/").locator(".gate.open")).to_have_count(4)


def test_a_service_that_does_not_answer_leaves_the_link_to_the_original(
    begin: Begin, player: StandIn
) -> None:
    page = begin().open(PAGE)
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.abort())
    page.get_by_role("button", name=ONCE).click()
    expect(page.frame_locator(".gate.open .player").get_by_role("link", name=HIDE)).to_be_visible()
    expect(page.get_by_role("link", name="Öppna hos YouTube")).to_be_visible()
    assert player.asked == []
