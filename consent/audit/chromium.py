"""Starts Chromium as a visitor has it: it takes cookies from others, and calls nobody on its own account."""

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

PACKAGE = "pip install playwright"
BROWSER = "apt-get install -y --no-install-recommends chromium libatomic1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
NET_LOG = "net.json"
LOOK_SECONDS = 2.0
STUCK_SECONDS = 60.0
# Debian's Chromium stores nothing for others unless told to; the browsers of most visitors do [measured].
PREFERENCES = {"profile": {"cookie_controls_mode": 0, "block_third_party_cookies": False}}


class MissingError(Exception):
    """What the audit needs is not installed; says the command that brings it."""


def find_chromium() -> str:
    """Return the browser's path; raise `MissingError` where there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    raise MissingError(f"Chromium: {BROWSER}")


@contextmanager
def driving() -> "Iterator[Playwright]":
    """Run Playwright's driver; raise `MissingError` where it or Chromium is missing.

    The package is wanted by this command and by the tests alone, so that a site runs without it.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingError(f"playwright: {PACKAGE}") from error
    find_chromium()
    try:
        driver = sync_playwright().start()
    except Exception as error:  # the driver is a program of its own, and fails in its own ways
        raise MissingError(f"playwright ({error}): {BROWSER}") from error
    try:
        yield driver
    finally:
        driver.stop()


@contextmanager
def browsing(
    driver: "Playwright", own_host: str, foreign: str = "", **options: Any
) -> "Iterator[tuple[BrowserContext, Path]]":
    """Open a cold profile, and tell where its log of connections will be once it is closed.

    With `foreign` ("host:port") every host but `own_host` is led there, whatever its certificate.
    A profile of its own takes cookies from others; a context in a shared browser never does [measured].
    """
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    if foreign:
        flags += [
            f"--host-resolver-rules=MAP * {foreign}, EXCLUDE {own_host}",
            "--ignore-certificate-errors",
        ]
    with tempfile.TemporaryDirectory(prefix="audit-", ignore_cleanup_errors=True) as directory:
        profile = Path(directory) / "profile"
        (profile / "Default").mkdir(parents=True)
        (profile / "Default" / "Preferences").write_text(json.dumps(PREFERENCES), encoding="utf-8")
        log = Path(directory) / NET_LOG
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            args=[*flags, f"--log-net-log={log}"],
            **options,
        )
        with ending_when_stuck(profile, log):
            try:
                yield context, log
            finally:
                context.close()


@contextmanager
def ending_when_stuck(profile: Path, log: Path) -> Iterator[None]:
    """End a browser whose log has not grown for a minute.

    On a busy machine Chromium sometimes never finishes closing, and Playwright waits for it without
    an end [measured: once in some hundred runs]. A browser that was ended raises in whoever uses it.
    """
    over = Event()

    def watch() -> None:
        size, since = -1, time.monotonic()
        while not over.wait(LOOK_SECONDS):
            now = log.stat().st_size if log.exists() else 0
            if now != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > STUCK_SECONDS:
                end_browser(profile)
                return

    watcher = Thread(target=watch, name="stuck browser", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def end_browser(profile: Path) -> None:
    """Kill the processes that were started with this profile: it is ours alone."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
