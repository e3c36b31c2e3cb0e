"""`-p tests.mutants.plugin --fates FILE`: runs the collected tests once unbroken, then each mutant's own catchers.

Every run is a child of the same process, forked when everything is imported and nothing is open:
what one mutant breaks is gone with its child. The file gets one line of JSON for each, with the processor's seconds that it took.
"""

import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.mutants.table import MUTANTS, Mutant
from tests.services.plugin import DATABASE

UNBROKEN = "unbroken"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fates", type=Path, help="where to write what became of each mutant")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    path: Path = session.config.getoption("--fates")
    found = {item.nodeid: item for item in session.items}
    with path.open("w", encoding="utf-8") as fates:
        fates.write(json.dumps(run_forked(session, UNBROKEN, None, list(found.values()))) + "\n")
        for mutant in MUTANTS:
            items = [item for name, item in found.items() if is_caught_by(mutant, name)]
            fates.write(json.dumps(run_forked(session, mutant.name, mutant, items)) + "\n")
    return True


def is_caught_by(mutant: Mutant, nodeid: str) -> bool:
    """Tell whether a test is one of a mutant's catchers; a catcher without parameters names them all."""
    return any(nodeid == catcher or nodeid.startswith(f"{catcher}[") for catcher in mutant.catchers)


def run_forked(
    session: pytest.Session, name: str, mutant: Mutant | None, items: Sequence[pytest.Item]
) -> dict[str, Any]:
    """Run some tests in a child of this process, with a mutant; return the names that failed and why."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            told = run(session, name, mutant, items)
        except BaseException:  # noqa: BLE001  the child ends here, whatever happened
            told = {"trouble": traceback.format_exc()}
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump({"name": name, **told}, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    fate: dict[str, Any] = json.loads(text or json.dumps({"name": name, "trouble": "the child said nothing"}))
    return fate


class Listener:
    """Hears how each test of the child went."""

    def __init__(self) -> None:
        self.failed: dict[str, str] = {}
        self.passed: list[str] = []

    def has_failed(self, item: pytest.Item) -> bool:
        """Tell whether the same test has failed with other parameters: once is enough."""
        return any(name.split("[")[0] == item.nodeid.split("[")[0] for name in self.failed)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed[report.nodeid] = report.longreprtext
        elif report.when == "call":
            self.passed.append(report.nodeid)


def run(
    session: pytest.Session, name: str, mutant: Mutant | None, items: Sequence[pytest.Item]
) -> dict[str, Any]:
    """Break what the mutant breaks, and run the tests on a database of this child's own."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    take_own_database(session.config, name)
    if mutant is not None:
        mutant.breaks.apply()
    listener = Listener()
    session.config.pluginmanager.register(listener)
    for number, item in enumerate(items, 1):
        following = items[number] if number < len(items) else None
        if mutant is None or not listener.has_failed(item):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    spent = os.times()
    seconds = round(spent.user + spent.system + spent.children_user + spent.children_system, 1)
    return {"failed": listener.failed, "passed": listener.passed, "seconds": seconds}


def take_own_database(config: pytest.Config, name: str) -> None:
    """Copy the migrated database for this child; what it writes is seen by nobody else."""
    database = config.stash[DATABASE]
    database.sqlite_file = database.directory / f"{name}.sqlite3"
    database.restore()
    for settings in (connections.settings["default"], connections["default"].settings_dict):
        settings["NAME"] = str(database.sqlite_file)
