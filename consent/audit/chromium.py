"""Starts Chromium as a visitor has it: it takes cookies from others, and calls nobody on its own account."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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
        try:
            yield context, log
        finally:
            context.close()
