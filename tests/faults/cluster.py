"""A PostgreSQL of a test's own, as durable as production's, that is stopped and started as the test wishes."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from tests.services.postgres import DURABLE, TEMPLATE, Server, accepts, find_binaries, find_owner, give
from tests.services.processes import find_free_port, start_tied, stop, wait_until
from tests.services.templates import find_cache, make_cluster_template

START_SECONDS = 60.0


class Cluster:
    """A copy of the migrated cluster: fsync, full page writes and synchronous commit are on."""

    def __init__(self, directory: Path) -> None:
        cache = find_cache()
        self._binaries = find_binaries(cache)
        self._directory = directory / "durable"
        shutil.copytree(make_cluster_template(cache, self._binaries), self._directory)
        give(self._directory, find_owner())
        self._port = find_free_port()
        self._server = Server(f"postgres://postgres@127.0.0.1:{self._port}/postgres")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self._server.address(TEMPLATE)

    @property
    def place(self) -> dict[str, Any]:
        """Return what Django calls the database."""
        return {
            "NAME": TEMPLATE,
            "HOST": "127.0.0.1",
            "PORT": self._port,
            "USER": "postgres",
            "PASSWORD": "",
        }

    def start(self) -> None:
        """Start the server and return when it has recovered; what died without a word may still hold its memory."""
        wait_until(self._comes_up, START_SECONDS, "PostgreSQL to recover", 0.2)

    def stop(self, signum: signal.Signals) -> None:
        """Stop it: SIGQUIT is its own "immediate", SIGKILL is what the kernel does."""
        if self._process is not None:
            stop(self._process, signum)

    def _comes_up(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            where = ["-D", str(self._directory), "-h", "127.0.0.1", "-p", str(self._port), "-k", ""]
            log = self._directory.with_suffix(".log")
            owner = find_owner()
            self._process = start_tied(
                [self._binaries / "postgres", *where, *DURABLE],
                log=log,
                user=owner,
                death=signal.SIGQUIT,
                cwd=Path("/"),
            )
        try:
            return accepts(self._server, self._process, self._directory)
        except RuntimeError:
            return False


@contextmanager
def connected_to(cluster: Cluster) -> Iterator[None]:
    """Let the models of this process be those of the cluster."""
    settings = connection.settings_dict
    before = dict(settings)
    connection.close()
    settings.update(cluster.place)
    try:
        yield
    finally:
        connection.close()
        settings.update({name: before[name] for name in cluster.place})
