"""The supervisor starts everything in order, keeps it alive, and leaves nothing behind."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cms.supervising.broker import answers
from tests.services.bars import Bars
from tests.services.places import ROOT
from tests.services.processes import wait_until
from tests.services.site import Site

GONE_SECONDS = 10.0
RESTART_SECONDS = 30.0
READY = (200, '{"database": "up", "broker": "up"}')
CHILDREN = {
    "broker": ("valkey-server",),
    "web": ("granian",),
    "worker": ("celery", " worker "),
    "beat": ("celery", " beat "),
}


@pytest.fixture(scope="module")
def prepared(start_site: Callable[..., Site]) -> Site:
    """A site whose database is ready, stopped; its first start is the slow one."""
    site = start_site("sqlite")
    site.stop()
    return site


@pytest.fixture
def site(prepared: Site) -> Iterator[Site]:
    prepared.log.unlink(missing_ok=True)
    prepared.start()
    yield prepared
    prepared.stop()


def are_gone(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def supervise(site: Site, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Try to start a site and return how it ended."""
    return subprocess.run(
        [sys.executable, "-m", "cms.supervising"],
        env={**site.environment, **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_second_start_is_quick(site: Site, bar: Bars) -> None:
    site.stop()
    site.log.unlink()
    begun = time.monotonic()
    site.start()
    bar("second start", time.monotonic() - begun, 10, "s")
    assert "brought up to date" not in site.words
    assert "collected" not in site.words


def test_the_start_tells_where_everything_is(site: Site) -> None:
    assert f"the site is at {site.base_url}/" in site.words
    assert f"{site.base_url}/admin/ as editor" in site.words
    assert f"{site.base_url}/dev/mail/" in site.words


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_everything_and_the_broker_last(site: Site, signum: signal.Signals) -> None:
    processes = site.processes()
    assert site.process is not None
    site.process.send_signal(signum)
    assert site.process.wait(GONE_SECONDS) == 0
    assert are_gone(processes)
    stopped = [line.split()[1] for line in site.words.splitlines() if line.endswith("has stopped")]
    assert stopped == ["beat", "web", "worker", "broker"]


def test_killing_the_supervisor_leaves_no_process_behind(site: Site) -> None:
    processes = site.processes()
    assert len(processes) >= len(CHILDREN) + 2, "the web server's own worker is among them"
    assert site.process is not None
    site.process.kill()
    site.process.wait()
    wait_until(lambda: are_gone(processes), GONE_SECONDS, "every process to end")


@pytest.mark.parametrize("name", ["web", "worker", "beat", "broker"])
def test_what_dies_is_started_again_with_a_clear_message(site: Site, name: str) -> None:
    victim = site.find_process(*CHILDREN[name])
    victim.kill()
    victim.wait()

    def is_back() -> bool:
        try:
            return bool(site.find_process(*CHILDREN[name]).pid != victim.pid)
        except (LookupError, psutil.NoSuchProcess):
            return False

    wait_until(is_back, RESTART_SECONDS, f"{name} to be started again")
    assert f"{name} was killed by SIGKILL; starting it again in 1 s" in site.words
    wait_until(lambda: is_ready(site), RESTART_SECONDS, "the site to be ready again", 0.2)


def test_a_dead_worker_of_the_web_server_is_replaced(site: Site) -> None:
    site.find_process(*CHILDREN["web"]).children()[-1].kill()
    wait_until(lambda: "web ended" in site.words, RESTART_SECONDS, "the web server to give up")
    wait_until(lambda: is_ready(site), RESTART_SECONDS, "the site to serve again", 0.2)


def is_ready(site: Site) -> bool:
    try:
        return site.get("/readyz") == READY
    except OSError:
        return False


def test_a_killed_broker_keeps_what_it_was_told(site: Site) -> None:
    unix_socket = site.data_dir / "run" / "valkey.sock"
    assert ask(unix_socket, b"SET kept yes\r\n") == b"+OK\r\n"
    site.find_process(*CHILDREN["broker"]).kill()
    wait_until(lambda: "broker was killed" in site.words, RESTART_SECONDS, "the broker's death to be seen")
    wait_until(lambda: answers(unix_socket), RESTART_SECONDS, "the broker to answer")
    assert ask(unix_socket, b"GET kept\r\n") == b"$3\r\nyes\r\n"


def ask(unix_socket: Path, command: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(unix_socket))
        client.sendall(command)
        return client.recv(64)


def test_a_data_dir_in_use_is_refused_in_one_line_and_nothing_is_harmed(site: Site) -> None:
    ended = supervise(site, PORT="1")
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "is already in use" in ended.stderr
    assert is_ready(site)


def test_a_taken_port_is_refused_in_one_line_and_nothing_is_made(site: Site, tmp_path: Path) -> None:
    ended = supervise(site, DATA_DIR=str(tmp_path / "other"))
    assert ended.returncode == 1
    assert (
        ended.stderr
        == f"kompetensplan: port {site.port} is not free (Address already in use): choose another with PORT=\n"
    )
    assert not (tmp_path / "other" / "db.sqlite3").exists()


def test_a_broker_that_cannot_start_ends_all(prepared: Site, tmp_path: Path) -> None:
    directory = tmp_path / "var"
    (directory / "valkey" / "appendonlydir").mkdir(parents=True)
    (directory / "valkey" / "appendonlydir" / "appendonly.aof.manifest").write_text("no manifest\n")
    ended = supervise(prepared, DATA_DIR=str(directory))
    assert ended.returncode == 1
    assert "the broker cannot start" in ended.stderr


def test_a_data_dir_with_a_very_long_name_works(
    prepared: Site, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    directory = tmp_path / ("a long name " * 10).strip()
    directory.mkdir()
    (directory / "db.sqlite3").write_bytes((prepared.data_dir / "db.sqlite3").read_bytes())
    site = start_site("sqlite", DATA_DIR=str(directory))
    assert site.get("/readyz") == READY
    assert site.stop() == 0


def test_an_own_broker_is_not_started_beside_a_given_one(site: Site, start_site: Callable[..., Site]) -> None:
    other = start_site("sqlite", REDIS_URL=f"redis+socket://{site.data_dir}/run/valkey.sock")
    with pytest.raises(LookupError):
        other.find_process("valkey-server")
    assert other.get("/readyz") == READY
    other.stop()
