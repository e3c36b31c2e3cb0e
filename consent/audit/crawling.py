"""Visits a whole plan in one state, in a browser of its own."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from consent.audit.chromium import browsing
from consent.audit.entering import enter
from consent.audit.netlog import read_connected
from consent.audit.places import GATE, Place, Plan
from consent.audit.scripts import SIGNAL
from consent.audit.sightings import Crawl
from consent.audit.states import State
from consent.audit.visiting import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

HEADERS = "extra_http_headers"
STATISTICS = "/consent/statistics.js"


def crawl(
    driver: "Playwright",
    site: str,
    state: State,
    plan: Plan,
    optional: Iterable[str],
    *,
    foreign: str = "",
    settle: float = 1.0,
    tell: Callable[[str], None] = lambda _: None,
) -> Crawl:
    """Enter one state in a cold browser, visit the whole plan, and return all that was seen."""
    own_host = urlsplit(site).hostname or ""
    done = Crawl(state.name)
    options: dict[str, Any] = {"locale": "sv-SE"}
    if state.entry == "signal":
        options[HEADERS] = {"Sec-GPC": "1"}
    with browsing(driver, own_host, foreign, **options) as (context, log):
        if state.entry == "signal":
            context.add_init_script(SIGNAL)
        visitor = Visitor(context, site, settle)
        done.entered = enter(visitor, state, plan, optional)
        done.before = frozenset(visitor.seen_kept()) if state.entry == "withdraw" else frozenset()
        visitor.visits.clear()
        visitor.strays.clear()
        for number, place in enumerate(list_places(plan), 1):
            visitor.open(place)
            tell(f"{number}")
        visitor.rest()
        done.visits, done.strays = visitor.visits, visitor.strays
        done.statistics = context.request.get(
            site + STATISTICS, headers=dict(options.get(HEADERS, {}))
        ).status
    done.connected = read_connected(log, own_host)
    return done


def list_places(plan: Plan) -> Iterable[Place]:
    """Return the pages, and each gate by itself: it must answer rightly though no page asks it."""
    return [*plan.pages, *(Place(gate.address, GATE, (gate,)) for gate in plan.gates)]
