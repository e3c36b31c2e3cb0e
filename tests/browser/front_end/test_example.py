"""The example front end on another site: it asks by itself, and shows an embed with a statement alone."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from consent.models import Evidence
from tests.browser.front_end.conftest import OTHER_SITE, PLAN, PROVIDER, open_page
from tests.front.serving import HERE
from tests.services.counting import CountingServer
from tests.services.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SWEDISH, ENGLISH = "/sv/planen/", "/en/the-plan/"


def see_nobody_else(page: Page, counting_server: CountingServer) -> None:
    page.wait_for_timeout(300)
    assert not [host for host in counting_server.hosts if "youtube" in host]
    assert page.locator("iframe").count() == 0


def wait_for_provider(page: Page, counting_server: CountingServer) -> None:
    expect(page.locator("figure iframe")).to_be_visible()
    for _ in range(50):
        if PROVIDER in counting_server.hosts:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the provider was not asked: {counting_server.hosts}")


@pytest.mark.parametrize(
    ("path", "title", "accept", "refuse"),
    [(SWEDISH, "Planen", "Godkänn alla", "Nej tack"), (ENGLISH, "The plan", "Accept all", "No thanks")],
)
def test_it_asks_in_the_language_of_the_page_and_plays_after_a_yes_alone(
    context: BrowserContext, counting_server: CountingServer, path: str, title: str, accept: str, refuse: str
) -> None:
    page = open_page(context, OTHER_SITE + path)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("button", name=refuse)).to_be_visible()
    see_nobody_else(page, counting_server)
    page.get_by_role("button", name=accept).click()
    wait_for_provider(page, counting_server)
    expect(page.locator("#banner")).to_be_hidden()
    assert context.cookies([PLAN, OTHER_SITE]) == []
    (row,) = Evidence.objects.all()
    assert (row.surface, row.language) == ("front end", path[1:3])
    counting_server.forget()
    again = open_page(context, OTHER_SITE + path)
    wait_for_provider(again, counting_server)
    assert Evidence.objects.count() == 1


def test_a_no_is_kept_and_shows_nothing(context: BrowserContext, counting_server: CountingServer) -> None:
    page = open_page(context, OTHER_SITE + SWEDISH)
    page.get_by_role("button", name="Nej tack").click()
    expect(page.locator("#status")).to_have_text("Det är sparat.")
    again = open_page(context, OTHER_SITE + SWEDISH)
    expect(again.locator("figure")).to_be_visible()
    expect(again.locator("#banner")).to_be_hidden()
    see_nobody_else(again, counting_server)


def test_withdrawing_takes_the_player_away_here_and_in_other_tabs(
    context: BrowserContext, counting_server: CountingServer
) -> None:
    page, other = (open_page(context, OTHER_SITE + SWEDISH) for _ in range(2))
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    wait_for_provider(page, counting_server)
    expect(other.locator("figure iframe")).to_be_visible()
    page.get_by_role("button", name="Ändra ditt val").click()
    page.get_by_role("button", name="Nej tack").click()
    for each in (page, other):
        expect(each.locator("iframe")).to_have_count(0, timeout=1000)
    # The page is emptied at once; the plan's site hears of it a moment later.
    wait_until(lambda: Evidence.objects.count() > 1, 10, "the withdrawal as evidence", 0.1)
    assert [row.choices["services"] for row in Evidence.objects.order_by("pk")] == [["youtube"], []]


def test_showing_once_is_for_once(context: BrowserContext, counting_server: CountingServer) -> None:
    page = open_page(context, OTHER_SITE + SWEDISH)
    page.get_by_role("button", name="Visa en gång").click()
    wait_for_provider(page, counting_server)
    page.close()
    counting_server.forget()
    again = open_page(context, OTHER_SITE + SWEDISH)
    expect(again.locator("figure")).to_be_visible()
    see_nobody_else(again, counting_server)
    assert not Evidence.objects.exists()


def test_a_choice_of_ones_own_is_saved_whole(
    context: BrowserContext, counting_server: CountingServer
) -> None:
    page = open_page(context, OTHER_SITE + SWEDISH)
    page.locator("#banner summary").click()
    page.get_by_role("checkbox", name="Statistik").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#banner")).to_be_hidden()
    see_nobody_else(page, counting_server)
    (row,) = Evidence.objects.all()
    assert (row.choices["statistics"], row.choices["third-party"]) == ("granted", "refused")


def test_it_is_a_hundred_lines_and_names_no_address_but_the_plans() -> None:
    text = [(HERE / name).read_text(encoding="utf-8") for name in ("index.html", "front.js")]
    assert sum(len(part.splitlines()) for part in text) <= 100
    assert "".join(text).count("https://") == 1
