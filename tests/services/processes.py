"""Starts the servers that tests need, so that none of them outlives the test run."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cms.supervising.lifeline import die_with_parent

STOP_SECONDS = 10.0


def copy_environment(**variables: str) -> dict[str, str]:
    """Return what a command at this terminal would find around it, and these variables."""
    return {**os.environ, **variables}


def start_tied(
    command: Sequence[str | Path],
    *,
    log: Path,
    user: int | None = None,
    environment: Mapping[str, str] | None = None,
    death: signal.Signals = signal.SIGKILL,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process that the kernel ends with `death` when this one ends; its words go to `log`."""
    parent = os.getpid()
    with log.open("ab") as words:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=cwd,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent, death),  # noqa: PLW1509  called from the main thread
        )


def stop(
    process: subprocess.Popen[bytes], signum: signal.Signals = signal.SIGTERM, seconds: float = STOP_SECONDS
) -> int:
    """Ask a process to end, insist after some seconds, and return its exit code."""
    if process.poll() is None:
        process.send_signal(signum)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def wait_until(
    is_true: Callable[[], object], seconds: float, what: str | Callable[[], str], step: float = 0.02
) -> None:
    """Return as soon as `is_true()`; raise `TimeoutError` naming `what` (as it is then) after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            missed = what if isinstance(what, str) else what()
            raise TimeoutError(f"waited {seconds:.0f} s for {missed}")
        time.sleep(step)


def find_free_port() -> int:
    """Return a loopback port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
