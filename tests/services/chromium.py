"""Chromium, driven by Playwright: where it is, and the flags that keep it from calling home."""

import ctypes.util
import shutil
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Playwright

from tests.services.missing import Missing

COMMAND = "apt-get update && apt-get install -y --no-install-recommends chromium libatomic1 fonts-liberation"
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find_chromium() -> str:
    """Return the browser's path; raise `Missing` where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path is not None:
            return path
    raise Missing("Chromium", COMMAND)


def check_driver() -> None:
    """Raise `Missing` where Playwright's driver cannot run: it needs libatomic."""
    if ctypes.util.find_library("atomic") is None:
        raise Missing("libatomic1", COMMAND)


def launch(playwright: Playwright, *flags: str, ignore_default_args: Sequence[str] = ()) -> Browser:
    """Start a headless browser with a cold profile and further flags."""
    options: dict[str, Any] = {"executable_path": find_chromium(), "args": [*FLAGS, *flags]}
    if ignore_default_args:
        options["ignore_default_args"] = list(ignore_default_args)
    return playwright.chromium.launch(**options)
