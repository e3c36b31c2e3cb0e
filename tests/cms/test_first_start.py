"""The first start in an empty folder: what a newcomer meets."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.bars import Bars
from tests.services.places import ROOT
from tests.services.processes import copy_environment, start_tied, stop, wait_until
from tests.services.site import plan_site

FIRST_SECONDS = 120.0


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A fresh copy of what git knows, and nothing else."""
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_the_first_start_from_a_fresh_checkout_is_in_time(checkout: Path, full: bool, bar: Bars) -> None:
    """At full size `make run` installs the packages too; otherwise this run's own are used."""
    site = plan_site(checkout / "var")
    del site.environment["EDITOR_PASSWORD"]
    command = ["make", "run"] if full else [sys.executable, "-m", "cms.supervising"]
    environment = copy_environment(**site.environment) if full else site.environment
    begun = time.monotonic()
    running = start_tied(command, log=site.log, environment=environment, cwd=checkout, death=signal.SIGTERM)
    try:
        wait_until(
            lambda: running.poll() is not None or "the site is at" in site.words,
            FIRST_SECONDS,
            "the first start",
        )
        assert running.poll() is None, site.words[-2000:]
        bar("first start", time.monotonic() - begun, FIRST_SECONDS, "s")
        assert (checkout / "var" / "editor-password").stat().st_mode & 0o777 == 0o600
    finally:
        stop(running, seconds=60)
