"""The Back button after a withdrawal: the page comes from memory, and the video must not come with it.

Three things defend: the answer clears the browser's memory, the loader reads the cookie anew when
a page returns, and the browser forgets a page whose channel gets a message. Each test leaves one.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.consent.asking import now

pytestmark = pytest.mark.django_db(transaction=True)

PROVIDER = "www.youtube-nocookie.com"
WATCH = "addEventListener('pageshow', event => { self.persisted = event.persisted });"
DEAF = """
delete self.BroadcastChannel;
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (name, ...rest) {
  if (!["pageshow", "visibilitychange"].includes(name)) listen.call(this, name, ...rest);
};
"""

LOADED = """document.readyState === "complete" && [...document.querySelectorAll(".gate iframe")].some(
  one => one.contentDocument?.querySelector("iframe") && one.contentDocument.readyState === "complete")"""

Remember = Callable[..., BrowserContext]


@pytest.fixture
def remember(remembering: Browser) -> Iterator[Remember]:
    """Open a cold profile with a further script: `remember("script")`."""
    contexts: list[BrowserContext] = []

    def start(script: str = "", *, java_script_enabled: bool = True) -> BrowserContext:
        contexts.append(remembering.new_context(locale="sv-SE", java_script_enabled=java_script_enabled))
        contexts[-1].add_init_script(WATCH + script)
        return contexts[-1]

    yield start
    for context in contexts:
        context.close()


def play_and_leave(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address + "/sv/prov/")
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    # A page that is left while it loads is not kept in memory ("Loading", Page.backForwardCacheNotUsed).
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.evaluate(LOADED):
            break
    assert [cookie["name"] for cookie in context.cookies(address)] == ["cookie_consent"]
    page.goto(address + "/sv/kakor/")
    return page


def refuse_behind_its_back(context: BrowserContext, address: str) -> None:
    """Leave a refusal in the cookie as a withdrawal does, with nothing that could defend."""
    value = f'"decided={now()}|statistics=-1|third-party=-1"'
    context.add_cookies([{"name": "cookie_consent", "value": value, "url": address}])


def withdraw(page: Page) -> None:
    page.get_by_role("button", name="Säg nej till allt").click()
    page.wait_for_timeout(800)


def go_back(page: Page) -> None:
    """Go back to the video as the button does; Playwright's own way does not come from memory."""
    session = page.context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    entry = next(one for one in entries if one["url"].endswith("/sv/prov/"))
    session.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
    page.wait_for_timeout(800)
    assert page.url.endswith("/sv/prov/")


def shows_video(page: Page) -> bool:
    """Look into the gate's own frames: Playwright loses sight of them when a page returns from memory."""
    framed = "[...document.querySelectorAll('.gate iframe')].map(one => one.contentDocument?.querySelector('iframe')?.src)"
    return any(PROVIDER in (address or "") for address in page.evaluate(framed))


def test_without_any_defence_the_video_comes_back_from_memory(remember: Remember, address: str) -> None:
    context = remember(DEAF)
    page = play_and_leave(context, address)
    refuse_behind_its_back(context, address)
    go_back(page)
    assert page.evaluate("self.persisted") is True
    expect(page.locator(".gate.open")).to_have_count(1)
    assert shows_video(page)


def test_the_answer_alone_clears_the_memory(remember: Remember, address: str) -> None:
    page = play_and_leave(remember(DEAF), address)
    withdraw(page)
    go_back(page)
    assert page.evaluate("self.persisted") is False
    expect(page.locator(".gate.open")).to_have_count(0)
    assert not shows_video(page)


def test_the_loader_alone_ends_what_comes_from_memory(remember: Remember, address: str) -> None:
    context = remember()
    page = play_and_leave(context, address)
    refuse_behind_its_back(context, address)
    go_back(page)
    assert page.evaluate("self.persisted") is True
    expect(page.locator(".gate.open")).to_have_count(0)
    assert not shows_video(page)


@pytest.mark.parametrize("scripted", [True, False])
def test_after_withdrawing_the_back_button_brings_the_placeholder(
    remember: Remember, address: str, scripted: bool
) -> None:
    page = play_and_leave(remember(java_script_enabled=scripted), address)
    withdraw(page)
    go_back(page)
    assert not shows_video(page)
    expect(page.get_by_role("button", name="Visa en gång")).to_be_visible()


def test_without_withdrawing_the_video_is_there_on_return_without_a_script(
    remember: Remember, address: str
) -> None:
    page = play_and_leave(remember(java_script_enabled=False), address)
    go_back(page)
    assert shows_video(page)
