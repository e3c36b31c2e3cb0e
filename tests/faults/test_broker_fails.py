"""A broker that forgets, freezes or goes silent in mid-run costs a minute at most, and nobody their mail."""

import signal
import time
from collections.abc import Callable, Iterator
from threading import Timer

import pytest
from redis import Redis

from tests.faults import town as towns
from tests.faults.half_open import HalfOpenWay
from tests.faults.office import Office
from tests.faults.town import Town
from tests.services.bars import Bars
from tests.services.valkey import Valkey
from workers.tasks import breaker

PEOPLE = (500, 10_000)
FROZEN_SECONDS = 5


@pytest.fixture(scope="module")
def way(valkey_server: Valkey) -> Iterator[HalfOpenWay]:
    valkey_server.start()
    with HalfOpenWay(valkey_server.unix_socket) as way:
        yield way


@pytest.fixture(scope="module")
def shared_town(
    open_database: None,
    tmp_path_factory: pytest.TempPathFactory,
    valkey_server: Valkey,
    way: HalfOpenWay,
    size: Callable[[int, int], int],
    bar: Bars,
) -> Iterator[Town]:
    """A town whose crew reaches the broker by a way that can be cut."""
    with Office() as office:
        log = tmp_path_factory.mktemp("town") / "crew.log"
        crew = towns.hire(log, office, REDIS_URL=f"redis://127.0.0.1:{way.port}/0")
        town = Town(office, valkey_server, crew, bar)
        town.open(size(*PEOPLE))
        yield town
        crew.stop()


@pytest.fixture
def running_town(town: Town) -> Town:
    """A town whose mails go out so slowly that there is a middle."""
    breaker.reset()
    town.office.clerk.seconds = 0.02
    town.publish()
    town.wait_for_mails(len(town.readers) // 5)
    return town


def check_recovery(town: Town, fault: str) -> None:
    """Publish once more, hold when that is taken up and mail goes on, and that everybody gets each of them once."""
    begin = time.monotonic()
    event = town.publish()
    town.bar(f"time of a publication, {fault}", time.monotonic() - begin, 2, "s")
    town.wait_for(event.deliveries.exists, 90, "the publication to be taken up")
    town.wait_for_mails(len(town.office.clerk.accepted) + 1, 90)
    town.bar(f"working again, {fault}", time.monotonic() - begin, 60, "s")
    town.finish(event)
    town.check(fault, publications=2)


def test_a_broker_that_forgets_everything_loses_nobody(running_town: Town, valkey: Valkey) -> None:
    with Redis(unix_socket_path=str(valkey.unix_socket)) as broker:
        broker.flushall()
    check_recovery(running_town, "FLUSHALL in mid-run")


def test_connections_that_go_dead_without_a_word_lose_nobody(running_town: Town, way: HalfOpenWay) -> None:
    way.cut()
    check_recovery(running_town, "half-open connections to Valkey")


def test_a_broker_that_freezes_loses_nobody(running_town: Town, valkey: Valkey) -> None:
    assert valkey.process is not None
    valkey.process.send_signal(signal.SIGSTOP)
    thaw = Timer(FROZEN_SECONDS, valkey.process.send_signal, [signal.SIGCONT])
    thaw.start()
    check_recovery(running_town, f"Valkey frozen for {FROZEN_SECONDS} s in mid-run")
    thaw.join()
