"""The workers and beats of the Procfile, started and killed as a test wishes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.services.places import ROOT
from tests.services.processes import start_tied, stop


class Crew:
    """Workers and beats on the test's own database and broker.

    Each goes by its role in the Procfile and, where there are several, a number: `worker`, `worker2`.
    """

    def __init__(self, log: Path, **variables: str) -> None:
        self._log = log
        inherited = dict(os.environ)  # noqa: TID251  the processes get what the test run was given
        self._environment = {**inherited, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **variables}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def words(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def last_words(self) -> str:
        return self.words[-2000:]

    def start(self, *names: str) -> None:
        """Start workers or beats with the Procfile's own command."""
        for name in names:
            command = [sys.executable, "-m", *read_command(name.rstrip("0123456789"))]
            self._running[name] = start_tied(command, log=self._log, environment=self._environment, cwd=ROOT)

    def keep_up(self) -> None:
        """Start again whoever has ended, as the supervisor does."""
        self.start(*[name for name, process in self._running.items() if process.poll() is not None])

    def kill(self, *names: str) -> None:
        """End processes as the kernel does when memory runs out, all of them at once."""
        for name in names:
            self._running[name].send_signal(signal.SIGKILL)
        for name in names:
            self._running[name].wait()

    def stop(self) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            stop(process)


def read_command(role: str) -> list[str]:
    """Return the words of a role's command in the Procfile."""
    for line in (ROOT / "Procfile").read_text().splitlines():
        name, _, command = line.partition(":")
        if name == role:
            return command.split()
    raise LookupError(role)
