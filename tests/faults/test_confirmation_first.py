"""A confirmation never waits behind bulk mail; and of a hundred thousand mails each is taken once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.crew import Crew
from tests.faults.town import count_states, settle
from tests.services.bars import Bars
from tests.services.plugin import ENTERED_BY_ALL
from tests.services.processes import wait_until
from tests.services.sink import Pile, running_sink
from tests.workers.announcing import grow, publish
from workers.models import Delivery, Hearing
from workers.services.subscribing.following import ask_to_follow
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SECOND = ("-w", "1")
PATIENCE = 600


@dataclass
class Sink:
    """A running sink and what it has taken."""

    url: str
    pile: Pile


@pytest.fixture
def sink(tmp_path: Path, full: bool) -> Iterator[Sink]:
    """As fast as it can be at full size; else it takes a second for each mail, so that a few last as long."""
    for directory in (tmp_path, *tmp_path.parents[:2]):
        directory.chmod(ENTERED_BY_ALL)
    pile = Pile(tmp_path)
    with running_sink(tmp_path, *pile.flags, *(() if full else SECOND)) as port:
        yield Sink(f"smtp://127.0.0.1:{port}", pile)


def test_a_confirmation_leaves_while_bulk_mail_waits(
    hire: Callable[..., Crew], sink: Sink, size: Callable[[int, int], int], full: bool, bar: Bars
) -> None:
    people = size(5_000, 100_000)
    tree = grow("sv")
    readers = settle(people)
    event = publish(tree, tree.plan, note="What has changed")
    Hearing.objects.filter(event=event).update(due_at=event.at)
    crew = hire(EMAIL_URL=sink.url)

    def wait_for(addresses: set[str], seconds: float, what: str) -> None:
        wait_until(
            lambda: addresses <= sink.pile.received.keys(),
            seconds,
            lambda: f"{what}; {count_states()}; {crew.last_words}",
        )

    wait_until(lambda: sink.pile.received, 90, lambda: f"bulk mail; {crew.last_words}")
    for number in range(size(1, 5)):
        asker = f"asker{number}@example.org"
        begin = time.monotonic()
        ask_to_follow(asker, Choices("sv", "now", ("plan",)))
        wait_for({asker}, 60, "the confirmation")
        seconds = time.monotonic() - begin
        bar(f"confirmation {number + 1} while mail to {people} readers goes out", seconds, 5.0, "s")
    assert Delivery.objects.unsent().exists()
    if full:
        wait_for(readers, PATIENCE, "everybody's mail")
        received = sink.pile.received
        lost = sum(not received[reader] for reader in readers)
        bar(f"lost, {people} mails", lost, 0, "readers", "==")
        bar(f"duplicates, {people} mails", sum(received[one] - 1 for one in readers), 0, "mails", "==")
