"""Journey 2: a visitor meets a video, shows it once, always, and takes it back; with a script and without."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.services.asking import ask
from tests.services.counting import CountingServer
from tests.services.processes import wait_until
from tests.services.site import Site

WITH_FILM = "/sv/planen/livslangt-larande/kortare-vagar-till-nytt-yrke/"
WITH_FILM_IN_ENGLISH = "/en/the-plan/lifelong-learning/shorter-ways-to-a-new-occupation/"
PROVIDER = "www.youtube-nocookie.com"


@pytest.fixture
def chromium(launch_browser: Callable[..., Browser], counting_server: CountingServer) -> Browser:
    return launch_browser(*counting_server.flags)


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "unscripted"])
def test_visitor_shows_a_video_once_then_always_and_takes_it_back(
    running_site: Site, chromium: Browser, counting_server: CountingServer, scripted: bool
) -> None:
    context = chromium.new_context(locale="sv-SE", java_script_enabled=scripted)
    before = ask(f"{running_site.base_url}{WITH_FILM}").body

    page = open_page(context, running_site, WITH_FILM)
    expect(page.get_by_role("heading", name="Film:")).to_be_visible()
    expect(page.get_by_text("När du visar filmen får YouTube veta")).to_be_visible()
    expect(page.get_by_role("link", name="Öppna hos YouTube")).to_be_visible()
    assert not asked_provider(counting_server)

    page.get_by_role("button", name="Visa en gång").click()
    wait_until(lambda: asked_provider(counting_server), 5, "the provider to be asked", 0.1)
    assert stored_by_us(context) == []
    forget_when_quiet(counting_server)
    open_page(context, running_site, WITH_FILM)
    assert not asked_provider(counting_server)

    page = open_page(context, running_site, WITH_FILM)
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    wait_until(lambda: asked_provider(counting_server), 5, "the provider to be asked", 0.1)
    wait_until(lambda: stored_by_us(context) == ["cookie_consent"], 5, "the choice to be kept", 0.1)
    forget_when_quiet(counting_server)
    page = open_page(context, running_site, WITH_FILM_IN_ENGLISH)
    wait_until(lambda: asked_provider(counting_server), 5, "the provider to be asked on the next page", 0.1)
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies(running_site.base_url))
    assert ask(f"{running_site.base_url}{WITH_FILM}", Cookie=cookie).body == before

    page = open_page(context, running_site, WITH_FILM)
    page.get_by_role("link", name="Ändra kakinställningar").click()
    page.get_by_role("button", name="Säg nej till allt").click()
    wait_until(lambda: not grants(context), 5, "the refusal to be kept", 0.1)
    forget_when_quiet(counting_server)
    page = open_page(context, running_site, WITH_FILM)
    expect(page.get_by_role("button", name="Visa en gång")).to_be_visible()
    assert not asked_provider(counting_server)
    assert all(PROVIDER not in frame.url for frame in page.frames)
    assert stored_by_us(context) == ["cookie_consent"]
    context.close()


def test_withdrawing_in_one_tab_ends_the_video_in_the_other(running_site: Site, chromium: Browser) -> None:
    context = chromium.new_context(locale="en-GB")
    film = open_page(context, running_site, WITH_FILM_IN_ENGLISH)
    film.get_by_role("button", name="Accept all").click()
    expect(film.locator(".gate .player")).to_be_visible()
    settings = open_page(context, running_site, "/en/cookies/")
    settings.get_by_role("button", name="Refuse everything").click()
    expect(film.get_by_role("button", name="Show once")).to_be_visible()
    expect(film.locator(".gate .player")).to_be_hidden()
    wait_until(
        lambda: all(PROVIDER not in frame.url for frame in film.frames), 5, "the video to be gone", 0.1
    )
    context.close()


def open_page(context: BrowserContext, site: Site, path: str) -> Page:
    """Open a page in a new tab and give it time to ask for what it would."""
    page = context.new_page()
    page.goto(f"{site.base_url}{path}")
    page.wait_for_timeout(400)
    return page


def forget_when_quiet(server: CountingServer) -> None:
    """Forget who was asked, once the player that is shown already has asked for all that it wants."""
    counted = -1
    while counted != len(server.hosts):
        counted = len(server.hosts)
        time.sleep(0.5)
    server.forget()


def asked_provider(server: CountingServer) -> bool:
    return any(PROVIDER in host for host in server.hosts)


def stored_by_us(context: BrowserContext) -> list[str]:
    return [str(each["name"]) for each in context.cookies()]


def grants(context: BrowserContext) -> bool:
    """Tell whether the consent cookie still names the provider; a refusal names categories alone."""
    return any("service." in str(each["value"]) for each in context.cookies())
