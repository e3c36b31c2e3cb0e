"""A browser that does not end by itself is ended: an audit that hangs tells nobody anything."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from consent.audit import chromium
from consent.audit.netlog import read_connected


def freeze(profile: Path) -> None:
    """Stop the browser's processes, as a machine that is too busy does for a while."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--user-data-dir={profile}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGSTOP)


def browse_and_freeze() -> frozenset[str]:
    with chromium.driving() as driver, chromium.browsing(driver, "127.0.0.1") as (context, log):
        context.new_page().goto("about:blank")
        freeze(log.parent / "profile")
    return read_connected(log, "127.0.0.1")


def test_a_browser_that_never_closes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "STUCK_SECONDS", 2.0)
    monkeypatch.setattr(chromium, "LOOK_SECONDS", 0.2)
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(browse_and_freeze).result(timeout=60) == frozenset()


def test_a_log_that_was_cut_off_is_read_up_to_the_cut(tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    constants = '{"constants":{"logEventTypes":{"URL_REQUEST_START_JOB":1}},\n"events": [\n'
    event = '{"type":1,"params":{"initiator":"http://127.0.0.1","url":"https://foreign.example/"}},\n'
    log.write_text(constants + event + '{"type":1,"par', encoding="utf-8")
    assert read_connected(log, "127.0.0.1") == {"foreign.example"}
