"""A database that dies in mid-run has forgotten nothing that it said was written."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.faults import town as towns
from tests.faults.cluster import Cluster, connected_to
from tests.faults.office import Office
from tests.faults.town import Town
from tests.services.bars import Bars
from tests.services.plugin import DIRECTORY
from tests.services.valkey import Valkey

PEOPLE = (500, 10_000)
WORKERS = 2


@pytest.fixture(scope="module")
def cluster(pytestconfig: pytest.Config) -> Iterator[Cluster]:
    cluster = Cluster(pytestconfig.stash[DIRECTORY])
    cluster.start()
    yield cluster
    cluster.stop(signal.SIGINT)


@pytest.fixture(scope="module")
def shared_town(
    open_database: None,
    cluster: Cluster,
    tmp_path_factory: pytest.TempPathFactory,
    valkey_server: Valkey,
    size: Callable[[int, int], int],
    bar: Bars,
) -> Iterator[Town]:
    """A town whose database waits for the disk."""
    valkey_server.start()
    with Office() as office, connected_to(cluster):
        log: Path = tmp_path_factory.mktemp("town") / "crew.log"
        crew = towns.hire(log, office, DATABASE_URL=cluster.url)
        town = Town(office, valkey_server, crew, bar)
        town.open(size(*PEOPLE))
        yield town
        crew.stop()


@pytest.mark.parametrize(
    ("signum", "fault"),
    [(signal.SIGQUIT, "PostgreSQL stopped at once"), (signal.SIGKILL, "kill -9 of PostgreSQL")],
)
def test_a_database_that_dies_loses_nobody(
    town: Town, cluster: Cluster, signum: signal.Signals, fault: str
) -> None:
    with connection.cursor() as cursor:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == ("on",)
    town.office.clerk.seconds = 0.02
    event = town.publish()
    town.wait_for_mails(len(town.readers) // 4)
    connection.close()
    cluster.stop(signum)
    in_flight = settings.MAIL_CONNECTIONS * WORKERS
    cluster.start()
    town.finish(event, meanwhile=town.crew.keep_up)
    town.check(fault, duplicates=in_flight)
