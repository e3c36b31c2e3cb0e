"""One's own settings in a real browser: chosen, changed and moved to another address, with and without JavaScript."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.services.mailbox import text_of
from tests.services.site import Site

Axe = Callable[[Page], list[str]]


@dataclass(frozen=True)
class Words:
    """What a reader of one language reads and writes."""

    subscribe: str
    manage: str
    address: str
    email: str
    some: str
    actors: str
    weekly: str
    small: str
    send: str
    confirm: str
    link: str
    save: str
    saved: str
    new_address: str
    send_address: str
    move: str
    moved: str


SWEDISH = Words(
    "/sv/prenumerera/", "/sv/prenumerera/hantera/", "/sv/prenumerera/adress/", "Mejladress",
    "Bara vissa prioriteringar i U1", "aktörer har en roll i", "En gång i veckan", "Små ändringar",
    "Skicka en länk så", "Ja, jag vill följa", "Skicka länken", "Spara", "Dina val är sparade.",
    "Ny mejladress", "Skicka en länk till den nya", "Ja, det här är min nya adress", "Din adress har ändrats",
)  # fmt: skip
ENGLISH = Words(
    "/en/subscribe/", "/en/subscribe/manage/", "/en/subscribe/address/", "E-mail address",
    "Only some priorities in U1", "actors has a role in", "Once a week", "Small changes",
    "Send me a link to confirm", "Yes, I want", "Send me the link", "Save", "Your choices are saved.",
    "New e-mail address", "Send a link to the new", "Yes, this is my new address", "Your address has been changed",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "width", "scripts"),
    [(SWEDISH, 1280, True), (ENGLISH, 320, True), (SWEDISH, 330, False)],
    ids=["sv-wide", "en-phone", "sv-phone-without-scripts"],
)
def test_settings_are_accessible_from_the_form_to_the_new_address(
    running_site: Site,
    new_context: Callable[..., BrowserContext],
    axe: Axe,
    words: Words,
    width: int,
    scripts: bool,
) -> None:
    look = axe if scripts else skip_axe
    context = new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    old = f"kim-{width}-{running_site.port}@example.org"
    new = f"kim-{width}-{running_site.port}@example.com"
    subscribe(page, running_site, words, old, look)
    page.goto(running_site.base_url + words.manage)
    page.get_by_label(words.email).fill(old)
    page.get_by_role("button", name=words.link).click()
    page.goto(find_link(running_site, old, words.manage))
    expect(page.locator("details[open] input:checked")).to_have_count(2)
    expect(page.locator("#frequency-weekly")).to_be_checked()
    page.get_by_label(words.small).check()
    page.get_by_role("button", name=words.save, exact=True).click()
    expect(page.locator(".notice.good")).to_have_text(words.saved)
    assert look(page) == []
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label(words.new_address).fill(old)
    page.get_by_role("button", name=words.send_address).click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#new_email")
    assert look(page) == []
    page.get_by_label(words.new_address).fill(new)
    page.get_by_role("button", name=words.send_address).click()
    page.goto(find_link(running_site, new, words.address))
    assert look(page) == []
    page.get_by_role("button", name=words.move).click()
    expect(page.locator("h1")).to_have_text(words.moved)
    assert look(page) == []
    running_site.mailbox.wait_for(old, after=2)


def subscribe(page: Page, site: Site, words: Words, email: str, look: Axe) -> None:
    """Follow one priority and one actor, with a summary a week, and confirm."""
    page.goto(site.base_url + words.subscribe)
    page.get_by_label(words.email).fill(email)
    page.get_by_text(words.some).click()
    page.get_by_text(words.actors).click()
    assert look(page) == []
    page.locator("details").first.locator("input").first.check()
    page.locator("details.actors input").first.check()
    page.get_by_label(words.weekly).check()
    page.get_by_role("button", name=words.send).click()
    page.goto(find_link(site, email, words.subscribe))
    page.get_by_role("button", name=words.confirm).click()


def find_link(site: Site, address: str, path: str) -> str:
    """Return the link below a path in the last mail to an address that has one."""
    message = site.mailbox.wait_for(address, containing=path)
    texts = [text_of(message), *(text_of(each) for each in site.mailbox.messages(address))]
    links = [found[0] for text in texts if (found := re.search(rf"http://\S+{path}[^/\s]+/\S*", text))]
    return links[-1]


def skip_axe(page: Page) -> list[str]:
    """Without JavaScript nothing can look; the other runs have."""
    return []


@pytest.mark.parametrize(
    "path", ["/dev/mail/templates/?language=sv", "/dev/mail/templates/digest/en/?language=en"]
)
def test_the_gallery_is_accessible(
    running_site: Site, new_context: Callable[..., BrowserContext], axe: Axe, path: str
) -> None:
    page = new_context(viewport={"width": 320, "height": 900}).new_page()
    page.goto(running_site.base_url + path)
    assert axe(page) == []
