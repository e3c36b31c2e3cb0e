"""A visitor meets a video: placeholder, once, always, and back again; with a script and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consent.conftest import Visitor
from tests.services.counting import CountingServer

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
PROVIDER = "www.youtube-nocookie.com"
ONCE = "Visa en gång"
ALWAYS = "Visa alltid från YouTube"


def asks_provider(visitor: Visitor) -> bool:
    return any(PROVIDER in url for url in visitor.foreigners)


def wait_until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 5 seconds")


@pytest.mark.parametrize("scripted", [True, False])
def test_until_a_yes_nobody_else_is_asked(
    visit: Visit, scripted: bool, counting_server: CountingServer
) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.open()
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="Film: Byta yrke")).to_be_visible()
    assert visitor.foreigners == []
    assert not [host for host in counting_server.hosts if "youtube" in host]
    assert visitor.cookies == {}


@pytest.mark.parametrize("scripted", [True, False])
def test_showing_once_is_for_once(visit: Visit, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.open()
    page.get_by_role("button", name=ONCE).click()
    wait_until(page, lambda: asks_provider(visitor))
    assert visitor.cookies == {}
    visitor.asked.clear()
    again = visitor.open()
    again.wait_for_timeout(300)
    assert not asks_provider(visitor)


@pytest.mark.parametrize("scripted", [True, False])
def test_of_one_video_shown_twice_the_chosen_one_plays(visit: Visit, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.open("/sv/tva-ganger/")
    page.get_by_role("button", name=ONCE).nth(1).click()
    wait_until(page, lambda: asks_provider(visitor))
    playing = [frame for frame in page.frames if frame.locator(f"iframe[src*='{PROVIDER}']").count()]
    assert [frame.name for frame in playing] == ["gate-2"]


def test_one_video_shown_twice_is_no_barrier(visit: Visit, axe: Callable[[Page], list[str]]) -> None:
    page = visit().open("/sv/tva-ganger/")
    assert axe(page) == []
    page.get_by_role("button", name="Godkänn alla").click()
    expect(page.locator(".gate.open")).to_have_count(2)
    assert axe(page) == []


@pytest.mark.parametrize("scripted", [True, False])
def test_showing_always_holds_on_the_next_page_too(visit: Visit, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.open()
    page.get_by_role("button", name=ALWAYS).click()
    wait_until(page, lambda: asks_provider(visitor))
    assert set(visitor.cookies) == {"cookie_consent"}
    visitor.asked.clear()
    again = visitor.open()
    wait_until(again, lambda: asks_provider(visitor))


def test_accepting_in_the_banner_opens_the_video_on_the_page(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.get_by_role("button", name="Godkänn alla").click()
    wait_until(page, lambda: asks_provider(visitor))
    expect(page.locator(".gate .player")).to_be_visible()


def withdraw_from_the_footer(page: Page) -> None:
    """Two activations: the link in the footer, and the button that it leads to."""
    page.goto(page.url.rsplit("/sv/", 1)[0] + "/sv/kakor/")
    page.get_by_role("button", name="Säg nej till allt").click()
    page.wait_for_timeout(300)


@pytest.mark.parametrize("scripted", [True, False])
def test_after_withdrawing_the_video_is_a_placeholder_again(visit: Visit, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.open()
    page.get_by_role("button", name=ALWAYS).click()
    wait_until(page, lambda: asks_provider(visitor))
    withdraw_from_the_footer(page)
    visitor.asked.clear()
    again = visitor.open()
    again.wait_for_timeout(300)
    assert not asks_provider(visitor)


def test_withdrawing_ends_the_video_in_other_tabs_within_a_second(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.get_by_role("button", name=ALWAYS).click()
    expect(page.locator(".gate.open .player")).to_be_visible()
    wait_until(page, lambda: "cookie_consent" in visitor.cookies)
    other = visitor.open("/sv/kakor/")
    other.get_by_role("button", name="Säg nej till allt").click()
    expect(page.locator(".gate.open")).to_have_count(0, timeout=1000)
    expect(page.locator(".gate .ask")).to_be_visible()
    assert not any(frame.locator(f"iframe[src*='{PROVIDER}']").count() for frame in page.frames)


def test_the_settings_page_shows_what_was_chosen_and_takes_it_back(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.get_by_role("button", name=ALWAYS).click()
    wait_until(page, lambda: "cookie_consent" in visitor.cookies)
    settings = visitor.open("/sv/kakor/")
    service = settings.locator("input[value=youtube]")
    expect(service).to_be_checked()
    service.uncheck()
    settings.get_by_label("Tillåt: Statistik").check()
    settings.get_by_role("button", name="Spara mitt val").click()
    expect(settings.locator(".said", has_text="sparat")).to_be_visible()
    expect(page.locator(".gate.open")).to_have_count(0)
    again = visitor.open("/sv/kakor/")
    expect(again.get_by_label("Tillåt: Statistik")).to_be_checked()
    expect(again.locator("input[value=youtube]")).not_to_be_checked()


def test_without_a_script_the_settings_page_says_what_was_chosen(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.open("/sv/kakor/")
    now = page.frame_locator(".choice")
    expect(now.get_by_text("Du har inte valt än")).to_be_visible()
    page.get_by_label("Tillåt: Statistik").check()
    page.get_by_role("button", name="Spara mitt val").click()
    expect(page).to_have_url(visitor.address + "/sv/kakor/")
    expect(now.locator("dd").nth(1)).to_have_text("Ja")
    expect(now.locator("dd").nth(2)).to_have_text("Nej")
    assert visitor.foreigners == []
