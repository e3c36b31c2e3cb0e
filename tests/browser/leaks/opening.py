"""Opens every page that holds something planted, in a profile that is no private one, and counts who is reached.

In a private profile, which `new_context` gives, Chromium heeds no `preconnect` and fetches no manifest
[measured]: a test in one would pass whatever the page said.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.browser.leaks import front
from tests.browser.leaks.headers import HeaderVector
from tests.browser.leaks.vectors import DOMAIN, Planting
from tests.services import chromium
from tests.services.counting import CountingServer

PATIENCE_SECONDS = 20.0
PRESS_MILLISECONDS = 5000.0
TEMPLATES = "/sv/planterat/"
CLOSED_SECONDS = 0.2


@dataclass(frozen=True)
class Round:
    """Where the site is, what is planted on which path and in which headers, and who counts."""

    address: str
    door: int
    planted: dict[str, list[Planting]]
    headers: list[HeaderVector]
    counter: CountingServer

    def in_templates(self) -> "Round":
        """Return the round without what stands in texts of the database."""
        pages = {path: each for path, each in self.planted.items() if path.startswith(TEMPLATES)}
        return replace(self, planted=pages)

    @property
    def flags(self) -> tuple[str, ...]:
        own = f"MAP *.{front.DOMAIN} 127.0.0.1:{self.door}"
        return (
            f"--host-resolver-rules={own}, MAP * 127.0.0.1:{self.counter.port}, EXCLUDE 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={front.fingerprint()}",
            "--short-reporting-delay",
        )

    def reached(self) -> set[str]:
        """Return whom the browser has connected to: hosts that are planted, and those that it did not name."""
        hosts = {host.partition(":")[0] for host in list(self.counter.hosts)}
        return {host for host in hosts if host.endswith((DOMAIN, ")"))}

    def visit(
        self, playwright: Playwright, profile: Path, *, scripted: bool, awaited: Iterable[str], seconds: float
    ) -> tuple[set[str], float]:
        """Open all pages and press what is to be pressed; return who was reached, and after how many seconds.

        The headers come when the browser has warmed up: at its start it heeds no hint [measured].
        Ends when every awaited host has been reached, at the earliest after `seconds`. A page that is
        behind others draws nothing, so each comes to the front while somebody is missing.
        """
        self.counter.forget()
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=chromium.find_chromium(),
            args=[*chromium.FLAGS, *self.flags],
            java_script_enabled=scripted,
        )
        try:
            *pages, last = self.planted.items()
            for path, plantings in pages:
                press(open_page(context, self.address + path), plantings)
            for vector in self.headers:
                open_page(context, f"https://{vector.name}.{front.DOMAIN}/sv/rubriker/")
            page = open_page(context, self.address + last[0])
            press(page, last[1])
            page.bring_to_front()
            opened = time.monotonic()
            missing = set(awaited)
            turns = cycle(context.pages)
            while time.monotonic() < opened + (PATIENCE_SECONDS if missing else seconds):
                page.wait_for_timeout(100)
                missing -= self.reached()
                if missing and time.monotonic() > opened + seconds:
                    next(turns).bring_to_front()
            took = time.monotonic() - opened
        finally:
            context.close()
        # What a connection did not say by now it never will.
        time.sleep(CLOSED_SECONDS)
        return self.reached(), took


def open_page(context: BrowserContext, address: str) -> Page:
    """Open a tab; a page that leads away at once is no page any more."""
    page = context.new_page()
    try:
        page.goto(address, wait_until="commit")
    except Error as error:
        if "interrupted" not in str(error) and "ERR_" not in str(error):
            raise
    return page


def press(page: Page, plantings: list[Planting]) -> None:
    """Press each thing that waits for a visitor, and that is there."""
    waiting = [planting for planting in plantings if planting.vector.act]
    if waiting:
        page.wait_for_load_state("load")
    for planting in waiting:
        page.bring_to_front()  # behind a window that another page opened, each press takes two seconds
        if (thing := page.locator(planting.selector)).count():
            thing.first.focus(timeout=PRESS_MILLISECONDS)
            thing.first.click(timeout=PRESS_MILLISECONDS, no_wait_after=True)
