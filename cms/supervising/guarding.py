"""Refuses to start where another site already runs, before anything is touched."""

import fcntl
import os
import socket
from pathlib import Path
from typing import TextIO


class Refused(Exception):
    """Why the site cannot start here, in one line."""


def claim_data_dir(data_dir: Path) -> TextIO:
    """Return the open lock file, which holds the claim until it is closed; a taken one raises `Refused`."""
    path = data_dir / "run" / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise Refused(f"cannot write to DATA_DIR {data_dir}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise Refused(f"DATA_DIR {data_dir} is already in use (process {holder})") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def claim_port(port: int) -> None:
    """Raise `Refused` when something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refused(f"port {port} is not free ({error.strerror}): choose another with PORT=") from error
