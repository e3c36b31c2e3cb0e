"""The desk's views of joint publications, for everybody: no barrier that axe finds, in Swedish."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.site import Site

pytestmark = on_one_site


def test_no_view_of_a_joint_publication_has_a_barrier(
    running_site: Site, new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]]
) -> None:
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}), running_site)
    desk.log_in()
    page, base = desk.page, running_site.base_url
    page.goto(f"{base}/admin/releases/")
    assert axe(page) == []
    page.goto(f"{base}/admin/releases/new/")
    assert axe(page) == []
    page.get_by_role("textbox", name="Rubrik på svenska").fill("Uppföljning 2026")
    page.get_by_role("button", name="Skapa").click()
    page.wait_for_url("**/choose/")
    assert axe(page) == []
    page.goto(page.url.removesuffix("choose/"))
    assert axe(page) == []
    assert page.get_by_role("button", name="Publicera allt nu").is_disabled()
    page.get_by_role("link", name="Ta bort").click()
    page.wait_for_url("**/delete/**")
    assert axe(page) == []
    page.get_by_role("button", name="Ja, radera").click()
    page.wait_for_url("**/admin/releases/")
