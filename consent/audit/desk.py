"""Logs in as an editor and visits the desk: what is kept there is declared like everything else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from consent.audit.chromium import browsing
from consent.audit.declared import DESK as ADMIN
from consent.audit.netlog import read_connected
from consent.audit.places import DESK as KIND
from consent.audit.places import Place
from consent.audit.sightings import Crawl
from consent.audit.states import State
from consent.audit.visiting import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

DESK = State("desk", "nothing")
TOGGLES = "[data-controller~='w-sidebar'] button[aria-expanded], .sidebar__collapse-toggle"
EDITING = "a[href*='/admin/pages/'][href$='/edit/']"
PANELS = "[data-side-panel-toggle]"


def crawl_desk(
    driver: "Playwright", site: str, editor: tuple[str, str], foreign: str, settle: float
) -> Crawl:
    """Log in, open the desk's own pages, fold the menu and open the side panels; return what was seen."""
    own_host = urlsplit(site).hostname or ""
    done = Crawl(DESK.name)
    with browsing(driver, own_host, foreign, locale="sv-SE") as (context, log):
        visitor = Visitor(context, site, settle)
        done.entered = log_in(visitor, *editor)
        for path in list_paths(visitor) if not done.entered else ():
            visitor.open(Place(path, KIND))
            press(visitor.tabs[-1], TOGGLES, PANELS)
        visitor.rest()
        done.visits, done.strays = visitor.visits, visitor.strays
    done.connected = read_connected(log, own_host)
    return done


def log_in(visitor: Visitor, user: str, password: str) -> str:
    """Log in at the desk; return what went wrong, or nothing."""
    visitor.open(Place(f"{ADMIN}login/", KIND))
    page = visitor.tabs[-1]
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(password)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    return f"{ADMIN}login/" if urlsplit(page.url).path.startswith(f"{ADMIN}login") else ""


def list_paths(visitor: Visitor) -> Iterable[str]:
    """Yield the desk's front page, the explorer, and one page in the editor."""
    yield ADMIN
    yield f"{ADMIN}pages/"
    page = visitor.tabs[-1]
    found = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(link => link.pathname)", EDITING
    )
    yield from found[:1]
    yield f"{ADMIN}images/"
    yield f"{ADMIN}reports/site-history/"


def press(page: "Page", *selectors: str) -> None:
    """Press the first of each kind of control that the page has."""
    for selector in selectors:
        page.evaluate("selector => document.querySelector(selector)?.click()", selector)
    page.wait_for_timeout(300)
