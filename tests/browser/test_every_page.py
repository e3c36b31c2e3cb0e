"""Every page of the example plan and around it: nothing foreign, nothing stored, the same for everybody."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.places import CONSENT, MISSING, Places, decide, essence, on_one_site
from tests.services.asking import ask
from tests.services.site import Site

pytestmark = on_one_site

STORED = "() => localStorage.length + sessionStorage.length"
FORGED = 'cookie_consent="decided=2026-01-01T00:00:00Z|statistics=z|third-party=z"'
SESSION = "sessionid=a-session-that-may-be-an-editors; csrftoken=damaged"


class Watched:
    """A cold profile, and every request that left it for another host."""

    def __init__(self, context: BrowserContext, site: Site, *, scripted: bool) -> None:
        self.site = site
        self.scripted = scripted
        self.context = context
        self.page = context.new_page()
        self.foreign: list[str] = []
        self.gates: list[str] = []
        context.on("request", lambda request: self.note(request.url))

    def note(self, url: str) -> None:
        if not url.startswith((f"{self.site.base_url}/", "about:", "data:")):
            self.foreign.append(url)
        if url.startswith(f"{self.site.base_url}/consent/"):
            self.gates.append(urlsplit(url).path)

    def visit(self, path: str) -> None:
        self.page.goto(f"{self.site.base_url}{path}")

    def further(self) -> list[str]:
        """Return which gates the pages asked since the last question; without a script a page frames two of them.

        Whoever has no JavaScript sees their own choice, and what they always show, by a frame alone.
        """
        asked, self.gates = self.gates, []
        framed = () if self.scripted else ("/consent/choice/", "/consent/embed/")
        return [path for path in asked if not path.startswith(framed)]

    @property
    def cookies(self) -> list[str]:
        return [str(each["name"]) for each in self.context.cookies()]

    def stored(self) -> int:
        """Count what the page keeps; evaluation works without the page's own scripts too."""
        return int(self.page.evaluate(STORED))


@pytest.fixture(params=[True, False], ids=["scripted", "unscripted"])
def watched(
    request: pytest.FixtureRequest, running_site: Site, new_context: Callable[..., BrowserContext]
) -> Iterator[Watched]:
    context = new_context(java_script_enabled=request.param, locale="sv-SE")
    yield Watched(context, running_site, scripted=request.param)
    context.close()


def test_before_a_choice_and_after_a_refusal_nothing_leaves_and_nothing_is_kept(
    watched: Watched, places: Places
) -> None:
    for path in places.all:
        watched.visit(path)
        assert (watched.foreign, watched.cookies, watched.stored()) == ([], [], 0), path
    assert watched.further() == []
    watched.visit("/sv/kakor/")
    watched.page.get_by_role("button", name="Säg nej till allt").click()
    watched.page.wait_for_timeout(300)
    watched.gates.clear()
    for path in places.all:
        watched.visit(path)
        assert (watched.foreign, watched.cookies, watched.stored()) == ([], ["cookie_consent"], 0), path
    assert watched.further() == []


def test_a_yes_asks_the_gates_of_what_was_allowed_and_no_other(
    running_site: Site, places: Places, new_context: Callable[..., BrowserContext]
) -> None:
    """A page of each kind; one of them shows a video."""
    counting = {"/consent/statistics.js", "/consent/hit/"}
    for allowed in ("statistics", "third-party"):
        context = new_context(locale="sv-SE")
        name, value = decide(running_site, {allowed: "on"}).split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": running_site.base_url}])
        watched = Watched(context, running_site, scripted=True)
        embeds = set()
        for path in places.kinds:
            watched.visit(path)
            watched.page.wait_for_load_state()
            gates = set(watched.further())
            embeds |= {gate for gate in gates if gate.startswith("/consent/embed/")}
            if path in places.public:
                assert gates - embeds == (counting if allowed == "statistics" else set()), path
            assert gates - embeds <= (counting if allowed == "statistics" else set()), path
        assert bool(embeds) == (allowed == "third-party")
        context.close()


def test_every_answer_is_the_same_whoever_asks(running_site: Site, places: Places) -> None:
    cookies = {name: decide(running_site, fields) for name, fields in CONSENT.items()}
    for path in places.constant:
        address = f"{running_site.base_url}{path}"
        first = essence(ask(address))
        assert first[0] == places.errors.get(path, 200), path
        assert not [value for name, value in first[1] if name == "set-cookie"], path
        assert not [value for name, value in first[1] if name == "vary" and "cookie" in value.lower()], path
        for who, cookie in {**cookies, "forged": FORGED, "with a session": SESSION}.items():
            assert essence(ask(address, Cookie=cookie)) == first, (path, who)
        assert essence(ask(address, Sec_GPC="1")) == first, path


def test_a_logged_in_editor_reads_what_everybody_reads(
    running_site: Site, places: Places, new_context: Callable[..., BrowserContext]
) -> None:
    before = {path: essence(ask(f"{running_site.base_url}{path}")) for path in places.constant}
    page = new_context(locale="sv-SE").new_page()
    page.goto(f"{running_site.base_url}/admin/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(running_site.editor_password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/admin/")
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    assert "sessionid=" in cookie
    for path, answer in before.items():
        assert essence(ask(f"{running_site.base_url}{path}", Cookie=cookie)) == answer, path
        assert b"wagtail-userbar" not in answer[2], path


def test_no_page_hints_at_another_host(running_site: Site, places: Places) -> None:
    for path in [*places.all, *MISSING]:
        answer = ask(f"{running_site.base_url}{path}")
        assert not answer.header("Link"), path
        assert not answer.header("Refresh"), path
        for hint in ("preconnect", "dns-prefetch", "prefetch", "http-equiv"):
            assert hint not in answer.text, (path, hint)
