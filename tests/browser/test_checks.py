"""Wagtail's own checker works beside ours in the editor, and the way to a fault is one click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.site import Site

pytestmark = on_one_site


@pytest.fixture
def page(running_site: Site, new_context: Callable[..., BrowserContext]) -> Page:
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1600, "height": 1000}), running_site)
    desk.log_in()
    desk.find("Kortare vägar till ett nytt yrke")
    return desk.page


def test_the_checker_reads_the_preview_without_a_complaint(page: Page) -> None:
    complaints: list[str] = []
    page.context.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    page.reload(wait_until="networkidle")
    page.get_by_role("button", name="Växla förhandsgranskning").click()
    expect(
        page.frame_locator("iframe.w-preview__iframe").last.get_by_role("heading", level=1)
    ).to_be_visible()
    page.get_by_role("button", name="Växla kontroller").click()
    panel = page.locator('[data-side-panel="checks"]')
    expect(panel.get_by_role("heading", name="Innan du publicerar")).to_be_visible()
    expect(panel.locator("[data-content-word-count]")).not_to_have_text("-", timeout=20_000)
    with page.expect_response(lambda answer: "/admin/findings/" in answer.url, timeout=20_000) as answer:
        page.get_by_role("textbox", name="Ingress").fill("Ett utkast som sparas av sig självt.")
    assert answer.value.ok
    expect(panel.get_by_role("heading", name="Innan du publicerar")).to_be_visible()
    assert complaints == []
