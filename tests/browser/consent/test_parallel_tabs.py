"""Two tabs at once: the choice made last is the one that holds, and every tab shows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]


def test_the_last_choice_wins_though_the_first_is_answered_late(visit: Visit) -> None:
    visitor = visit()
    first, second = visitor.open("/sv/kakor/"), visitor.open("/sv/kakor/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.context.route("**/consent/", hold)
    first.get_by_label("Tillåt: Statistik").check()
    first.get_by_role("button", name="Spara mitt val").click()
    first.wait_for_timeout(100)
    second.get_by_role("button", name="Säg nej till allt").click()
    second.wait_for_timeout(300)
    assert [route.request.url.removeprefix(visitor.address) for route in held] == ["/consent/"]
    assert "/consent/withdraw/" not in visitor.gates_asked
    held[0].continue_()
    expect(second.get_by_text("Ditt val är sparat.")).to_be_visible()
    assert "statistics=-1|third-party=-1" in visitor.cookies["cookie_consent"]
    for page in (first, second):
        expect(page.get_by_label("Tillåt: Statistik")).not_to_be_checked()
        expect(page.locator(".banner")).to_be_hidden()


def test_a_choice_not_yet_saved_survives_a_look_at_another_tab(visit: Visit) -> None:
    page = visit().open("/sv/kakor/")
    page.get_by_label("Tillåt: Statistik").check()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_label("Tillåt: Statistik")).to_be_checked()
