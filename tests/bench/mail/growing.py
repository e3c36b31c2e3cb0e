"""What a mail of a publication to many costs beside one to few, the writing down of who gets it included."""

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
from django.db import connection

from tests.bench.mail.crowd import is_through
from tests.bench.mail.measuring import sum_seconds, wake, working
from tests.faults.town import settle
from tests.services.processes import wait_until
from tests.workers.announcing import Tree, grow, publish
from workers.models import Delivery, Hearing
from workers.tasks import release

FEW = 1000
ROUNDS = 5
PATIENCE = 900.0
TICK_SECONDS = 1.0
NOTE = "What has changed, in words that are as long as an editor's usually are. " * 3
SAME = 1.25


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds a mail: of the workers' processors, of the database's, and of the clock."""

    workers: float
    database: float
    clock: float


def main(many: int) -> None:
    """Measure publications to a thousand readers, and one to all of many."""
    tree = grow("sv")
    settle(FEW)
    with working("cms.celery") as workers:
        measure(workers, tree, FEW)
        few = [measure(workers, tree, FEW) for _ in range(ROUNDS)]
        settle(many - FEW, "q")
        tell(FEW, pick(few), many, measure(workers, tree, many))


def measure(workers: list[psutil.Process], tree: Tree, mails: int) -> Cost:
    """Measure from the end of the undo window until nobody waits."""
    event = publish(tree, tree.plan, note=NOTE)
    Hearing.objects.filter(event=event).update(due_at=event.at)
    before = sum_seconds(workers), sum_database_seconds()
    begun = time.perf_counter()
    release.delay()
    ticks = tick()

    def is_over() -> bool:
        next(ticks)
        waiting = Hearing.objects.filter(event=event).exclude(state="done")
        return not waiting.exists() and is_through()

    wait_until(is_over, PATIENCE, "all mails to be sent", 0.05)
    taken = time.perf_counter() - begun
    spent = sum_seconds(workers) - before[0], sum_database_seconds() - before[1]
    sent = Delivery.objects.filter(event=event, state="sent").count()
    assert sent == mails, f"{sent} of {mails} were sent"
    return Cost(*(seconds / mails * 1000 for seconds in (*spent, taken)))


def tick() -> Iterator[None]:
    """Wake the workers each second, as beat does."""
    last = time.monotonic()
    while True:
        if time.monotonic() - last > TICK_SECONDS:
            last = time.monotonic()
            wake()
        yield


def sum_database_seconds() -> float:
    """Return the processor time of the server that we are connected to, that of connections which ended included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0]).parent()
    assert server is not None
    ended = server.cpu_times()
    return sum_seconds([server]) + float(ended.children_user + ended.children_system)


def pick(costs: list[Cost]) -> Cost:
    return Cost(
        *(statistics.median(getattr(one, name) for one in costs) for name in ("workers", "database", "clock"))
    )


def tell(few: int, cost: Cost, many: int, cost_of_many: Cost) -> None:
    sys.stdout.write(
        f"{'readers of a publication':<34}{'ms of worker CPU':>18}{'of database CPU':>18}{'of time':>10}\n"
    )
    for readers, one in ((few, cost), (many, cost_of_many)):
        sys.stdout.write(f"{readers:<34}{one.workers:>18.3f}{one.database:>18.3f}{one.clock:>10.3f}\n")
    for label, ratio in (
        ("worker CPU", cost_of_many.workers / cost.workers),
        ("database CPU", cost_of_many.database / cost.database),
        ("time", cost_of_many.clock / cost.clock),
    ):
        mark = "ok  " if ratio <= SAME else "MISS"
        sys.stdout.write(
            f"{mark} a mail of {many} against one of {few}, {label}: {ratio:.2f} (<= {SAME:g})\n"
        )
