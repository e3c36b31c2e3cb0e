"""Wagtail's own checker works beside ours in the editor, and the way to a fault is one click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect  # noqa: A004  Playwright's own

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.site import Site

pytestmark = on_one_site

TITLE = "Kortare vägar till ett nytt yrke"


@pytest.fixture
def page(running_site: Site, new_context: Callable[..., BrowserContext]) -> Page:
    """The editor of one page, and nothing in the browser's console so far."""
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1600, "height": 1000}), running_site)
    desk.log_in()
    desk.find(TITLE)
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
    assert type_until_saved(page)
    expect(panel.get_by_role("heading", name="Innan du publicerar")).to_be_visible()
    assert complaints == []


def type_until_saved(page: Page) -> bool:
    """Type until a draft has been saved in the background and the findings are read anew.

    Wagtail takes what stands in the form some time after the page has come for unchanged, so a
    machine that types at once may have to go on.
    """
    for typed in range(4):
        try:
            with page.expect_response(
                lambda answer: "/admin/findings/" in answer.url, timeout=10_000
            ) as read:
                page.get_by_role("textbox", name="Ingress").fill(
                    f"Ett utkast som sparas av sig självt, {typed}."
                )
        except TimeoutError:
            continue
        return read.value.ok
    return False


def test_our_own_views_at_the_desk_have_no_barriers(
    page: Page, axe: Callable[[Page], list[str]], running_site: Site
) -> None:
    number = page.url.rstrip("/").split("/")[-2]
    views = {
        f"/admin/previews/{number}/": "Dela förhandsvisning",
        f"/admin/pages/{number}/unpublish/": "Vart har innehållet tagit vägen?",
    }
    for path, text in views.items():
        page.goto(f"{running_site.base_url}{path}", wait_until="networkidle")
        expect(page.get_by_text(text).first).to_be_visible()
        assert axe(page) == [], path


def test_the_place_of_the_content_is_chosen_among_the_pages(page: Page, running_site: Site) -> None:
    number = page.url.rstrip("/").split("/")[-2]
    page.goto(f"{running_site.base_url}/admin/pages/{number}/unpublish/", wait_until="networkidle")
    page.get_by_role("button", name="Välj en sida").click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue.get_by_role("heading").first).to_be_visible()
    dialogue.get_by_role("link", name="Kompetensplan").first.click()
    expect(page.locator("input[name=withdrawn_to]")).not_to_have_value("")
