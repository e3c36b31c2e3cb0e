"""Every service of the registry, against a stand-in: nothing before a yes, and nothing after it is taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from consent.registry.adapters import ADAPTERS
from consent.registry.published import list_services
from tests.browser.consent.gate.conftest import Begin
from tests.browser.consent.providers import BY_SERVICE, EVERY, Shown
from tests.services.standing_in import StandIn

pytestmark = pytest.mark.django_db(transaction=True)

ALL = "/sv/hos/alla/"
QUIET = 300
"""Milliseconds in which a browser that is allowed to would long have connected to loopback."""


def wait_for(page: Page, true: Callable[[], Any]) -> None:
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 5 seconds")


def test_every_service_that_can_be_shown_has_a_page(address: str) -> None:
    shown = {service.name for service in list_services() if service.adapter in ADAPTERS}
    assert shown <= BY_SERVICE.keys()
    assert {shown.service for shown in EVERY} == shown | {"own-films"}


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "unscripted"])
def test_each_service_shows_once_on_its_page_and_asks_its_own_host_alone(
    begin: Begin, player: StandIn, scripted: bool
) -> None:
    visitor = begin(java_script_enabled=scripted)
    for shown in EVERY:
        player.asked.clear()
        page = visitor.open(shown.page)
        expect(page.get_by_role("heading", name=f"{shown.kind}: Något att se")).to_be_visible()
        expect(page.get_by_role("link", name=f"Öppna hos {shown.label}")).to_be_visible()
        page.wait_for_timeout(QUIET)
        assert player.asked == [], shown.service
        page.get_by_role("button", name="Visa en gång").click()
        expect(find_gate(page, shown).get_by_role("link", name="Dölj")).to_be_visible()
        wait_for(page, lambda: shows(page, player, shown, scripted=scripted))  # noqa: B023  asked at once
        assert player.hosts <= {shown.host}
        page.close()
    assert visitor.cookies == {}


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "unscripted"])
def test_each_service_always_shows_until_it_is_taken_back_alone(
    begin: Begin, player: StandIn, scripted: bool
) -> None:
    visitor = begin(java_script_enabled=scripted)

    def kept() -> set[str]:
        cookie = visitor.cookies.get("cookie_consent", "")
        return {shown.service for shown in EVERY if f"service.{shown.service}=" in cookie}

    page = visitor.open(ALL)
    for number, shown in enumerate(EVERY, 1):
        page.get_by_role("button", name=f"Visa alltid från {shown.label}").click()
        wait_for(page, lambda: len(kept()) == number)  # noqa: B023  asked at once
    page.close()

    player.asked.clear()
    page = visitor.open(ALL)
    for shown in EVERY:
        wait_for(page, lambda: shows(page, player, shown, scripted=scripted))  # noqa: B023  asked at once
    assert player.hosts <= {shown.host for shown in EVERY}
    left = {shown.service for shown in EVERY}
    for shown in EVERY:
        back = find_gate(page, shown).get_by_role("button", name=f"Visa inte längre från {shown.label}")
        back.click()
        left.discard(shown.service)
        wait_for(page, lambda: kept() == left)
        assert not page.frame_locator(f"[data-provider={shown.service}] .player").locator(".player").count()
    page.close()

    player.asked.clear()
    page = visitor.open(ALL)
    page.wait_for_timeout(QUIET)
    assert player.asked == []
    expect(page.get_by_role("button", name="Visa en gång")).to_have_count(len(EVERY))


def find_gate(page: Page, shown: Shown) -> FrameLocator:
    """Return the gate's document for one service in the page."""
    mine = f"[data-provider={shown.service}]"
    return page.frame_locator(f"{mine}.open .player, {mine} .player[src]")


def shows(page: Page, player: StandIn, shown: Shown, *, scripted: bool) -> bool:
    """Tell whether the service was asked for what is shown.

    A script is not fetched where none runs; then the link to the original stands in its place.
    """
    service = next(service for service in list_services() if service.name == shown.service)
    if ADAPTERS[service.adapter].mode == "script" and not scripted:
        inner = find_gate(page, shown).frame_locator(".player")
        return inner.get_by_role("link", name=f"Öppna hos {shown.label}").is_visible()
    return any(host == shown.host and path.startswith(shown.path) for host, path in player.asked)
