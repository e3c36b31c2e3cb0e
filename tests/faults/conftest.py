"""Crews that end with their test or their file, and mail servers that misbehave."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.faults import town as towns
from tests.faults.crew import Crew
from tests.faults.office import Office
from tests.faults.town import Town
from tests.services.bars import Bars
from tests.services.plugin import DATABASE
from tests.services.valkey import Valkey
from tests.workers.post_office import PostOffice

PEOPLE = (500, 10_000)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def hire(tmp_path: Path, valkey: Valkey) -> Iterator[Callable[..., Crew]]:
    """Start a worker and beat: `hire(EMAIL_URL=…, LEASE_SECONDS="2")`."""
    crews: list[Crew] = []

    def start(**variables: str) -> Crew:
        crews.append(Crew(tmp_path / "crew.log", **variables))
        crews[-1].start("worker", "beat")
        return crews[-1]

    yield start
    for crew in crews:
        crew.stop()


@pytest.fixture(scope="module")
def open_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The database of the run, open to all tests of a file, and put back as it was at the end."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        pytestconfig.stash[DATABASE].restore()


@pytest.fixture(scope="module")
def shared_town(
    open_database: None,
    tmp_path_factory: pytest.TempPathFactory,
    valkey_server: Valkey,
    size: Callable[[int, int], int],
    bar: Bars,
) -> Iterator[Town]:
    """A town and its crew, started once a file."""
    valkey_server.start()
    with Office() as office:
        crew = towns.hire(tmp_path_factory.mktemp("town") / "crew.log", office)
        town = Town(office, valkey_server, crew, bar)
        town.open(size(*PEOPLE))
        yield town
        crew.stop()


@pytest.fixture
def town(shared_town: Town) -> Iterator[Town]:
    """The town with nothing on its way, a whole crew, and a post office that behaves."""
    shared_town.office.behave()
    yield shared_town
    shared_town.clear()
    shared_town.valkey.start()
    shared_town.crew.keep_up()
