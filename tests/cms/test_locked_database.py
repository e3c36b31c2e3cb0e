"""While another process holds SQLite's write lock, whoever only reads notices nothing."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.browser.places import CONSENT, Places, decide, on_one_site
from tests.services.asking import ask, send_form
from tests.services.bars import Bars
from tests.services.site import Site

pytestmark = on_one_site

LONGEST_SECONDS = 2.0
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""
MACHINES = [
    "/api/v1/plans/",
    "/api/v1/pages/",
    "/api/v1/actors/",
    "/api/v1/changes/",
    "/api/v1/consent/policy/",
    "/api/v1/openapi.json",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/healthz",
    "/readyz",
    "/consent/choice/",
]


@contextmanager
def write_lock(site: Site) -> Iterator[None]:
    """Hold the write lock in a process of its own until the block ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(site.data_dir / "db.sqlite3")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.stdin.close()
        holder.stdout.close()
        assert holder.wait(5) == 0


def test_every_public_address_answers_while_the_database_is_locked(
    running_site: Site, places: Places, bar: Bars, size: Callable[[int, int], int]
) -> None:
    base = running_site.base_url
    plan = ask(f"{base}/api/v1/plans/").json["items"][0]["key"]
    outline = ask(f"{base}/api/v1/plans/{plan}/outline/")
    (gate,) = {word.strip('"') for word in outline.text.split() if "/consent/embed/" in word.strip('",')}
    everything = [*places.all, *MACHINES, f"/api/v1/plans/{plan}/outline/"]
    everything.append(gate.strip('",').removeprefix(base))
    everywhere = decide(running_site, CONSENT["all"])
    slowest = 0.0
    with write_lock(running_site):
        until = time.monotonic() + size(2, 10)
        while True:
            for path in everything:
                begun = time.monotonic()
                assert ask(f"{base}{path}").status == places.errors.get(path, 200), path
                slowest = max(slowest, time.monotonic() - begun)
            for cookie, status in (("", 204), (everywhere, 200)):
                assert ask(f"{base}/consent/statistics.js", Cookie=cookie).status == status
                hit = send_form(
                    f"{base}/consent/hit/", {"path": "/sv/"}, Cookie=cookie, Sec_Fetch_Site="same-origin"
                )
                assert hit.status == 204
            if time.monotonic() > until:
                break
    bar("slowest public answer under SQLite's write lock", round(slowest, 2), LONGEST_SECONDS, "s")
