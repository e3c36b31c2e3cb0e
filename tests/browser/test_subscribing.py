"""Following in a real browser: accessible at every step, with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.services.site import Site

Axe = Callable[[Page], list[str]]
WORDS = {
    "sv": (
        "/sv/prenumerera/",
        "Mejladress",
        "Hela planen",
        "Skicka en länk",
        "Ja, jag vill följa",
        "Nu följer du",
    ),
    "en": (
        "/en/subscribe/",
        "E-mail address",
        "The whole plan",
        "Send me a link",
        "Yes, I want",
        "You are following",
    ),
}


MARK = "field => getComputedStyle(field, '::before').content"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_following_is_accessible_at_every_step(
    running_site: Site, new_context: Callable[..., BrowserContext], axe: Axe, language: str, width: int
) -> None:
    path, address, plan, send, confirm, done = WORDS[language]
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(running_site.base_url + path)
    assert axe(page) == []
    page.get_by_role("button", name=send).click()
    assert page.locator(".error-summary a").count() == 2
    assert page.locator(".field.wrong").first.evaluate(MARK) == "none", (
        "the error has the mark, not the field"
    )
    assert axe(page) == []
    email = f"anna-{language}-{width}-{running_site.port}@example.org"
    page.get_by_label(address).fill(email)
    page.get_by_label(plan).check()
    page.get_by_role("button", name=send).click()
    assert axe(page) == []
    message = running_site.mailbox.wait_for(email)
    body = message.get_body(preferencelist=("plain",))
    assert body
    link = re.search(rf"http://\S+{path}\S+", str(body.get_content()))
    assert link
    page.goto(link[0])
    assert axe(page) == []
    page.get_by_role("button", name=confirm).click()
    assert done in page.inner_text("h1")
    assert axe(page) == []
    leave = str(message["List-Unsubscribe"]).strip("<>")
    page.goto(leave)
    assert page.locator("html").get_attribute("lang") == language
    assert axe(page) == []
    page.locator("main button").click()
    assert axe(page) == []


def test_the_mailbox_and_the_request_for_a_link_are_accessible(
    running_site: Site, new_context: Callable[..., BrowserContext], axe: Axe
) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    for path in ("/sv/prenumerera/hantera/", "/en/subscribe/manage/", "/dev/mail/?language=sv", "/dev/mail/"):
        page.goto(running_site.base_url + path)
        assert axe(page) == [], path
