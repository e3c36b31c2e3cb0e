"""Visits pages, and writes down what happens while each is open."""

import time
from collections import deque
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from consent.audit.places import Place
from consent.audit.scripts import KEPT, LOOK
from consent.audit.sightings import Kept, Visit, host_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request

TABS = 4
PATIENCE_MILLISECONDS = 20_000


class Visitor:
    """One person with one browser: a few tabs, in turn, so that each page lives on while others load."""

    def __init__(self, context: "BrowserContext", site: str, settle: float) -> None:
        self.context = context
        self.site = site
        self.settle = settle
        self.tabs: deque[Page] = deque()
        self.current: dict[Page, Visit] = {}
        self.visits: list[Visit] = []
        self.strays: list[str] = []
        context.on("request", self._note)
        context.set_default_timeout(PATIENCE_MILLISECONDS)

    def _note(self, request: "Request") -> None:
        """Write a request down with the page that made it; a worker's belongs to no page."""
        try:
            page = request.frame.page
        except Exception:  # noqa: BLE001  Playwright has no page to give for a worker, and says so in several ways
            page = None
        visit = self.current.get(page) if page else None
        (visit.requests if visit else self.strays).append(request.url)

    def open(self, place: Place) -> Visit:
        """Open a place in the tab that has waited longest, and look at it."""
        if len(self.tabs) < TABS:
            page = self.context.new_page()
        else:
            page = self.tabs.popleft()
            self.leave(page)
        visit = Visit(place)
        self.visits.append(visit)
        self.current[page] = visit
        self.tabs.append(page)
        self._look(page, visit)
        return visit

    def _look(self, page: "Page", visit: Visit) -> None:
        from playwright.sync_api import Error

        try:
            answer = page.goto(self.site + visit.place.path, wait_until="load")
            if answer is None:
                return
            visit.status = answer.status
            visit.headers = gather((field["name"], field["value"]) for field in answer.headers_array())
            visit.digest = sha256(answer.body()).hexdigest()
            seen = page.evaluate(LOOK)
        except Error as error:
            visit.trouble = error.message.splitlines()[0]
            return
        visit.language = seen["language"]
        visit.links = frozenset(seen["links"])
        visit.banner = seen["banner"]
        visit.answers = tuple(frozenset(sent) for sent in seen["answers"])
        visit.unlike = tuple(seen["unlike"])

    def leave(self, page: "Page") -> None:
        """Write down what every frame of a page keeps, before something else is opened in its tab."""
        from playwright.sync_api import Error

        visit = self.current.get(page)
        if visit is None:
            return
        for frame in page.frames:
            host = host_of(frame.url)
            if not host:
                continue
            try:
                found = frame.evaluate(KEPT)
            except Error:  # an opaque origin keeps nothing, and a frame may have gone
                continue
            visit.kept += [
                Kept(storage, name, host, seconds=0 if storage == "session" else None)
                for storage, names in found.items()
                for name in names
            ]
        visit.kept += self.read_cookies()

    def seen_kept(self) -> list[Kept]:
        """Return all that was seen kept so far, without how long."""
        return [kept for visit in self.visits for kept in visit.kept]

    def rest(self) -> None:
        """Let everything that is open come to an end, and write down what it left."""
        if self.tabs:
            self.tabs[-1].wait_for_timeout(self.settle * 1000)
        for page in self.tabs:
            self.leave(page)

    def forget_cache(self, page: "Page | None" = None) -> None:
        """Empty the browser's cache: what is asked for again is to be answered in full."""
        for one in [page] if page else list(self.tabs)[:1]:
            self.context.new_cdp_session(one).send("Network.clearBrowserCache")

    def close_tabs(self) -> None:
        while self.tabs:
            page = self.tabs.pop()
            self.current.pop(page, None)
            page.close()

    def read_cookies(self) -> list[Kept]:
        """Return every cookie of the browser, of every host."""
        now = time.time()
        return [
            Kept(
                storage="cookie",
                name=cookie["name"],
                host=cookie["domain"],
                path=cookie["path"],
                seconds=0 if cookie["expires"] < 0 else cookie["expires"] - now,
                http_only=cookie["httpOnly"],
                secure=cookie["secure"],
                same_site=cookie["sameSite"],
            )
            for cookie in self.context.cookies()
        ]


def gather(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the header fields by name, in small letters; those that came twice in one value."""
    found: dict[str, str] = {}
    for written, value in fields:
        name = written.lower()
        found[name] = f"{found[name]}\n{value}" if name in found else value
    return found
