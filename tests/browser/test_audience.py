"""What the desk says of mails, and the form for faults, have no barriers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.site import Site

pytestmark = on_one_site

Check = Callable[[Page], list[str]]


@pytest.fixture
def desk(running_site: Site, new_context: Callable[..., BrowserContext]) -> Desk:
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1400, "height": 900}), running_site)
    desk.log_in()
    return desk


def test_the_pages_about_mails_have_no_barriers(desk: Desk, axe: Check) -> None:
    desk.find("More ways into shortage occupations")
    found = desk.page.locator("a[href*='/admin/audience/translation/']").first.get_attribute("href")
    assert found
    number = re.search(r"/pages/(\d+)/edit", desk.page.url)
    assert number
    desk.go("/admin/")
    mailing = desk.page.locator("a[href*='/admin/publications/']").first.get_attribute("href")
    assert mailing
    for path in ("/admin/", mailing, found, f"/admin/audience/page/{number[1]}/"):
        desk.go(path)
        assert axe(desk.page) == [], path


@pytest.mark.parametrize("path", ["/sv/rapportera-fel/", "/en/report-a-fault/"])
def test_the_form_for_faults_has_no_barriers_and_leads_to_what_is_wrong(
    running_site: Site, new_context: Callable[..., BrowserContext], axe: Check, path: str
) -> None:
    page = new_context().new_page()
    page.goto(f"{running_site.base_url}{path}")
    assert axe(page) == []
    page.locator("main button").click()
    assert page.title().startswith(("Fel:", "Error:"))
    assert axe(page) == []
    page.locator(".error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "id_what"
    page.fill("#id_what", "Menyn går inte att öppna.")
    page.locator("main button").click()
    assert axe(page) == []
