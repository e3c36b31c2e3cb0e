"""The processes of `make run`, on a port and a data directory of their own."""

import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.services.mailbox import Mailbox
from tests.services.places import ROOT
from tests.services.processes import find_free_port, start_tied, stop, wait_until

START_SECONDS = 120.0
STOP_SECONDS = 70.0
NOTIFY_DELAY = 2
PASSWORD = "a-long-enough-password"
OCTETS_PER_MEGABYTE = 1e6
READY = "the site is at"


@dataclass
class Site:
    """A running site, as a person at a terminal, a visitor and a reader of the mailbox see it."""

    data_dir: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox(self.data_dir / "mail")

    @property
    def editor_password(self) -> str:
        return PASSWORD

    @property
    def log(self) -> Path:
        return self.data_dir.with_suffix(".log")

    @property
    def words(self) -> str:
        """Return all that the processes have written."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def start(self) -> None:
        """Start the supervisor and return when the site serves."""
        self.process = start_tied(
            [sys.executable, "-m", "cms.supervising"], log=self.log, environment=self.environment, cwd=ROOT
        )
        wait_until(self.is_ready, START_SECONDS, f"the site to serve; it said: {self.words[-2000:]}", 0.1)

    def is_ready(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError(f"the site ended at its start: {self.words[-3000:]}")
        return READY in self.words

    def stop(self) -> int:
        """Stop the site with TERM and return the supervisor's exit code."""
        return 0 if self.process is None else stop(self.process, seconds=STOP_SECONDS)

    def processes(self) -> list[psutil.Process]:
        """Return the supervisor and everything below it."""
        if self.process is None or self.process.poll() is not None:
            return []
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def find_process(self, *words: str) -> psutil.Process:
        """Return the first process whose command line contains every word."""
        for process in self.processes():
            line = " ".join(process.cmdline())
            if all(word in line for word in words):
                return process
        raise LookupError(f"no process with {words}")

    def resident_megabytes(self) -> float:
        return float(sum(process.memory_info().rss for process in self.processes())) / OCTETS_PER_MEGABYTE

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a management command with the site's own settings."""
        return subprocess.run(
            [sys.executable, "-m", "cms", *command],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a plain GET."""
        try:
            with urllib.request.urlopen(f"{self.base_url}{path}", timeout=30) as response:
                return int(response.status), response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def plan_site(data_dir: Path, **variables: str) -> Site:
    """Return a site that is not started yet; `variables` go into its environment."""
    port = find_free_port()
    data_dir.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment = {
        **kept,
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "NOTIFY_DELAY": str(NOTIFY_DELAY),
        "EDITOR_PASSWORD": PASSWORD,
        **variables,
    }
    return Site(data_dir, port, environment)
