"""Measures the three side by side, with two workers each."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from django.conf import settings

from cms.celery import app
from tests.bench.mail.crowd import gather, hold_back, is_through, let_go, list_due
from tests.bench.mail.naive_tasks import QUEUE, send_one
from tests.faults.crew import read_command
from tests.services.places import ROOT
from tests.services.processes import copy_environment, start_tied, stop, wait_until
from workers.models import Delivery
from workers.services.messages.composing import Composer
from workers.tasks import deliver_bulk

WORKERS = 2
ROUNDS = 3
WARMING = 40
PATIENCE = 900.0
STEP = 0.05
TWENTY_TIMES = 20.0
TWO_FIFTHS = 0.4


@dataclass(frozen=True, slots=True)
class Figure:
    """Mails a second, and the workers' processor time in milliseconds a mail."""

    rate: float
    milliseconds: float


def main(mails: int) -> None:
    gather(mails + WARMING)
    message = Path(settings.DATA_DIR) / "message.eml"
    message.write_bytes(compose_one())
    bare: list[Figure] = []
    ours: list[Figure] = []
    with working("cms.celery") as workers:
        for _ in range(ROUNDS):
            bare.append(measure_bare(message, mails))
            ours.append(measure_ours(workers, mails))
    with working("tests.bench.mail.naive") as workers:
        naive = [measure_naive(workers, mails)]
    tell(pick(naive), pick(ours), pick(bare))


def pick(figures: list[Figure]) -> Figure:
    return Figure(
        statistics.median(one.rate for one in figures), statistics.median(one.milliseconds for one in figures)
    )


def tell(naive: Figure, ours: Figure, bare: Figure) -> None:
    connections = settings.MAIL_CONNECTIONS
    name = f"{WORKERS} workers, {connections} connections each"
    sys.stdout.write(f"{name:<44}{'a second':>10}{'ms of worker CPU':>18}\n")
    for label, one in (
        ("a task a mail", naive),
        ("as we send", ours),
        ("bare smtplib, a ready message", bare),
    ):
        sys.stdout.write(f"{label:<44}{one.rate:>10.0f}{one.milliseconds:>18.3f}\n")
    for label, ratio, bar in (
        ("ours against a task a mail, wall", ours.rate / naive.rate, TWENTY_TIMES),
        ("ours against a task a mail, CPU", naive.milliseconds / ours.milliseconds, TWENTY_TIMES),
        ("ours against bare smtplib, wall", ours.rate / bare.rate, TWO_FIFTHS),
    ):
        sys.stdout.write(f"{'ok  ' if ratio >= bar else 'MISS'} {label}: {ratio:.2f} (>= {bar:g})\n")


@contextmanager
def working(application: str) -> Iterator[list[psutil.Process]]:
    """Run two workers with the Procfile's own command, or with another application in it; yield their processes."""
    words = [application if word == "cms.celery" else word for word in read_command("worker")]
    command = [sys.executable, "-m", *words]
    environment = copy_environment()
    log = Path(settings.DATA_DIR) / "workers.log"
    with ExitStack() as stack:
        started = [start_tied(command, log=log, environment=environment, cwd=ROOT) for _ in range(WORKERS)]
        for process in started:
            stack.callback(stop, process, seconds=60)
        wait_until(
            lambda: len(app.control.ping(timeout=0.5)) == WORKERS,
            60,
            lambda: f"workers: {log.read_text()[-3000:]}",
        )
        yield [psutil.Process(process.pid) for process in started]


def measure_ours(workers: list[psutil.Process], mails: int) -> Figure:
    hold_back()
    run_through(WARMING, wake)

    def begin() -> None:
        let_go(mails)
        wake()

    return measure(workers, mails, begin)


def wake() -> None:
    """Do what beat's tick does, once for each worker."""
    for _ in range(WORKERS):
        deliver_bulk.delay()


def run_through(count: int, begin: Callable[[], None]) -> None:
    let_go(count)
    begin()
    wait_until(is_through, PATIENCE, "all mails to be sent", STEP)


def measure_naive(workers: list[psutil.Process], mails: int) -> Figure:
    """Measure once all tasks lie in the queue: putting them there is not counted."""
    hold_back()
    let_go(mails + WARMING)
    parts = urlsplit(settings.EMAIL_URL)
    for pk in list_due():
        send_one.delay(pk, parts.hostname, parts.port)
    return measure(workers, mails + WARMING, lambda: app.control.add_consumer(QUEUE))


def measure(workers: list[psutil.Process], mails: int, begin: Callable[[], object]) -> Figure:
    """Measure from letting go until nothing is unsent."""
    before = sum_seconds(workers)
    begun = time.perf_counter()
    begin()
    wait_until(is_through, PATIENCE, "all mails to be sent", STEP)
    taken = time.perf_counter() - begun
    return Figure(mails / taken, (sum_seconds(workers) - before) / mails * 1000)


def measure_bare(message: Path, mails: int) -> Figure:
    port = urlsplit(settings.EMAIL_URL).port
    connections = settings.MAIL_CONNECTIONS
    words = [sys.executable, "-m", "tests.bench.mail.bare", str(port), str(message)]
    command = [*words, str(mails // WORKERS), str(connections)]
    started = [psutil.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
    told = [[float(word) for word in one.communicate()[0].split()] for one in started]
    taken = max(end for _, end, _ in told) - min(begin for begin, _, _ in told)
    return Figure(mails / taken, sum(spent for _, _, spent in told) / mails * 1000)


def sum_seconds(processes: list[psutil.Process]) -> float:
    """Return the processor time of these processes and of all that they started."""
    everyone = [one for process in processes for one in (process, *process.children(recursive=True))]
    return float(sum(times.user + times.system for times in (one.cpu_times() for one in everyone)))


def compose_one() -> bytes:
    delivery = Delivery.objects.select_related("subscriber", "event", "reason", "letter").first()
    assert delivery is not None
    return Composer().compose(delivery)
