"""Sends what is due for some seconds, on several connections where the database has several writers."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from workers.mail import CarrierDown
from workers.models import Delivery
from workers.services.delivering.breaking import Permit, ask_permit, close_breaker, open_breaker
from workers.services.delivering.claiming import claim, renewing
from workers.services.delivering.doubting import read_patience
from workers.services.delivering.ending import end, end_what_is_left
from workers.services.delivering.handing_over import Round
from workers.services.delivering.holding_back import hold_back
from workers.services.delivering.limiting import allow, let_through, return_unused
from workers.services.messages.composing import Composer

log = logging.getLogger(__name__)

BATCH = 200
REST_SECONDS = 0.1
TURNSTILES = {True: Lock(), False: Lock()}


@dataclass
class Tally:
    """What one call did, by outcome; `more` says that it stopped for lack of time."""

    outcomes: Counter[str] = field(default_factory=Counter)
    more: bool = False

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items())) or "nothing due"


def deliver(*, urgent: bool, seconds: float, stopped: Callable[[], bool] = lambda: False) -> Tally:
    """Send due rows for at most some seconds (a message that has begun is finished), or until told to stop.

    One call of a kind at a time in each process, so that bulk mail leaves a worker's other threads
    free; each of its connections has one message in flight.
    """
    tally = Tally()
    turnstile = TURNSTILES[urgent]
    if not turnstile.acquire(blocking=False):
        return tally
    try:
        Shift(tally, time.monotonic() + seconds, stopped, urgent=urgent).work_together()
    finally:
        turnstile.release()
    return tally


class Shift:
    """One call: several threads with a connection each, to the database and to the mail server."""

    def __init__(self, tally: Tally, deadline: float, stopped: Callable[[], bool], *, urgent: bool) -> None:
        self._tally = tally
        self._deadline = deadline
        self._stopped = stopped
        self._urgent = urgent
        self._lock = Lock()
        self._helpers: list[Thread] = []

    def work_together(self) -> None:
        """Work, and let others help once a whole batch was due."""
        try:
            self._work(self._call_helpers)
        finally:
            for helper in self._helpers:
                helper.join()

    def _call_helpers(self) -> None:
        """While one waits for the mail server, another can work; SQLite has one writer."""
        if self._helpers or self._urgent or connection.vendor != "postgresql" or connection.in_atomic_block:
            return
        count = max(1, settings.MAIL_CONNECTIONS) - 1
        self._helpers = [Thread(target=self._help, name="mail", daemon=True) for _ in range(count)]
        for helper in self._helpers:
            helper.start()

    def _help(self) -> None:
        try:
            self._work(lambda: None)
        except Error:
            log.warning("a connection to the database was lost; its rows are due again when their lease ends")
        finally:
            connection.close()

    def _work(self, call_helpers: Callable[[], None]) -> None:
        """Send batch after batch until nothing is due, the time is up, or our server refuses us.

        Who has nothing to send asks for no trial: confirmations, looked for each second, would else take
        every trial that an open breaker gives, and prove nothing.
        """
        end_what_is_left()
        composer = Composer()
        while not self._is_over():
            if not Delivery.objects.due(timezone.now(), urgent=self._urgent).exists():
                return
            permit = ask_permit(urgent=self._urgent)
            if permit is Permit.NONE:
                return
            wanted = 1 if permit is Permit.TRIAL else BATCH
            size = allow(wanted, urgent=self._urgent)
            if not size:
                time.sleep(REST_SECONDS)
                continue
            claimed = self._send_batch(size, permit, composer)
            return_unused(size - claimed)
            if not claimed:
                return
            if claimed == BATCH:
                call_helpers()

    def _send_batch(self, size: int, permit: Permit, composer: Composer) -> int:
        """Claim and send a batch; return how many rows were claimed.

        A server that refuses us, rather than a recipient, opens the breaker: what was leased is given
        back, and nobody is failed by our fault.
        """
        batch = claim(size, urgent=self._urgent)
        if batch is None:
            return 0
        with renewing(batch):
            passing = Round(let_through(hold_back(batch)), composer, read_patience(permit))
            try:
                passing.send(self._deadline)
                if permit is Permit.TRIAL and passing.answered:
                    close_breaker()
            except CarrierDown as down:
                passing.outcomes["given back"] += end(batch, passing.ledger)
                open_breaker(str(down))
                log.warning("the mail server does not take our mail now: %s", down)
            finally:
                end(batch, passing.ledger)
                self._count(passing.outcomes)
        return len(batch.deliveries)

    def _is_over(self) -> bool:
        if self._stopped():
            return True
        if time.monotonic() < self._deadline:
            return False
        self._tally.more = True
        return True

    def _count(self, outcomes: Counter[str]) -> None:
        with self._lock:
            self._tally.outcomes += outcomes
