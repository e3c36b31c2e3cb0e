"""Brings up the database before Django's settings are read, and gives every run its own.

PostgreSQL unless `--sqlite` is given; `--full` uses the sizes that `make prove` shows.
"""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

import pytest

from tests.services.places import ROOT
from tests.services.postgres import Server, name_for
from tests.services.templates import find_cache, given_server, make_sqlite_template, own_server

ENTERED_BY_ALL = 0o711
PATIENCE = 20.0


class TestDatabase:
    """The migrated database of this run, which can be put back as it was."""

    __test__ = False

    def __init__(self, directory: Path, server: Server | None) -> None:
        self.directory = directory
        self.server = server
        self.name = name_for("test")
        self.sqlite_template = make_sqlite_template(find_cache()) if server is None else None
        self.sqlite_file = directory / "test.sqlite3"
        self.url = self.restore()

    def restore(self) -> str:
        """Make the database as it is after migrating, and return its DATABASE_URL.

        SQLite's own backup writes into the file: a thread of the live server may still be connected to it,
        and the file put in its place was then a disk I/O error for the next test [measured].
        """
        if self.server is not None:
            self.server.drop(self.name)
            return self.server.copy_template(self.name)
        assert self.sqlite_template is not None
        if not self.sqlite_file.exists():
            shutil.copyfile(self.sqlite_template, self.sqlite_file)
            return f"sqlite:///{self.sqlite_file}"
        connected = (
            sqlite3.connect(file, timeout=PATIENCE) for file in (self.sqlite_template, self.sqlite_file)
        )
        template, database = connected
        with closing(template), closing(database):
            template.backup(database)
        return f"sqlite:///{self.sqlite_file}"

    def end(self) -> None:
        if self.server is not None:
            self.server.drop(self.name)


SERVER = pytest.StashKey["Server | None"]()
DATABASE = pytest.StashKey[TestDatabase]()
DIRECTORY = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kompetensplan")
    group.addoption("--sqlite", action="store_true", help="run on SQLite instead of PostgreSQL")
    group.addoption("--full", action="store_true", help="run at the full sizes")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    given = os.environ.get("DATABASE_URL", "")
    forget_environment()
    directory = Path(tempfile.mkdtemp(prefix="kompetensplan-run-"))
    directory.chmod(ENTERED_BY_ALL)
    ending = ExitStack()
    early_config.add_cleanup(ending.close)
    ending.callback(shutil.rmtree, directory, ignore_errors=True)
    os.environ["DATA_DIR"] = str(directory / "var")
    (directory / "var" / "static").mkdir(parents=True)
    # Playwright's own loop in the main thread makes Django believe that every query is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    server = None
    if not early_config.known_args_namespace.sqlite:
        server = ending.enter_context(choose_server(given, directory))
    database = TestDatabase(directory, server)
    ending.callback(database.end)
    os.environ["DATABASE_URL"] = database.url
    early_config.stash[SERVER] = server
    early_config.stash[DATABASE] = database
    early_config.stash[DIRECTORY] = directory
    yield


def choose_server(given: str, directory: Path) -> AbstractContextManager[Server]:
    """Use the server that DATABASE_URL names, else one of our own."""
    return given_server(given) if given.startswith("postgres") else own_server(directory)


def forget_environment() -> None:
    """Drop every variable that the settings read: a test must not depend on the developer's shell."""
    source = (ROOT / "cms" / "settings" / "env.py").read_text(encoding="utf-8")
    for name in re.findall(r'_env\.\w+\(\s*"([A-Z_]+)"', source):
        os.environ.pop(name, None)
    os.environ.pop("SECRET_KEY", None)
