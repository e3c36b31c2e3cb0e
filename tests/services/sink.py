"""Postfix's smtp-sink: an SMTP server that throws away, as fast as one can be."""

import os
import re
import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.missing import Missing
from tests.services.postgres import find_owner
from tests.services.processes import find_free_port, start_tied, stop, wait_until

PACKAGE = "postfix"
COMMAND = f"apt-get update && apt-get install -y --no-install-recommends {PACKAGE}"
BACKLOG = "1000"
START_SECONDS = 10.0
RECIPIENT = re.compile(rb"^X-Rcpt-Args: <([^>]*)>", re.MULTILINE)


def find_sink() -> str:
    """Return the program's path; raise `Missing` where there is none."""
    path = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/usr/local/sbin")
    if path is None:
        raise Missing("smtp-sink", COMMAND)
    return path


@contextmanager
def running_sink(directory: Path, *flags: str) -> Iterator[int]:
    """Run a sink until the block ends; yield its port. The flags are its own: `-r RCPT` refuses for now, and so on."""
    port = find_free_port()
    command = [find_sink(), *flags, f"127.0.0.1:{port}", BACKLOG]
    process = start_tied(command, log=directory / "sink.log", user=find_owner())
    try:
        wait_until(lambda: listens(port), START_SECONDS, "smtp-sink to start")
        yield port
    finally:
        stop(process)


class Pile:
    """All messages that a sink took, in a file that is read on from where the last look ended."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / "pile"
        self._directory.mkdir()
        owner = find_owner()
        if owner is not None:
            os.chown(self._directory, owner, owner)
        self._path = self._directory / "mails"
        self._offset = 0
        self._received: Counter[str] = Counter()

    @property
    def flags(self) -> tuple[str, str]:
        """What the sink is started with to keep its messages here."""
        return "-D", str(self._path)

    @property
    def received(self) -> Counter[str]:
        """Look, and return how many messages were taken for each address."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._offset)
                whole = file.read().rpartition(b"\n")[0]
            self._offset += len(whole)
            self._received.update(found.decode() for found in RECIPIENT.findall(whole))
        return self._received


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
