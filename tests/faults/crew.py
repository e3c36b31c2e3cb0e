"""The worker and beat of the Procfile, started and killed as a test wishes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.services.places import ROOT
from tests.services.processes import start_tied, stop


class Crew:
    """A worker and a beat on the test's own database and broker."""

    def __init__(self, log: Path, **variables: str) -> None:
        self._log = log
        inherited = dict(os.environ)  # noqa: TID251  the processes get what the test run was given
        self._environment = {**inherited, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **variables}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def words(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def start(self, *roles: str) -> None:
        """Start `worker` or `beat` with the Procfile's own command."""
        for role in roles:
            command = [sys.executable, "-m", *read_command(role)]
            self._running[role] = start_tied(command, log=self._log, environment=self._environment, cwd=ROOT)

    def keep_up(self) -> None:
        """Start again whoever has ended, as the supervisor does."""
        self.start(*[role for role, process in self._running.items() if process.poll() is not None])

    def kill(self, role: str) -> None:
        """End a process as the kernel does when memory runs out."""
        stop(self._running[role], signal.SIGKILL)

    def stop(self) -> None:
        for process in self._running.values():
            stop(process)


def read_command(role: str) -> list[str]:
    """Return the words of a role's command in the Procfile."""
    for line in (ROOT / "Procfile").read_text().splitlines():
        name, _, command = line.partition(":")
        if name == role:
            return command.split()
    raise LookupError(role)
