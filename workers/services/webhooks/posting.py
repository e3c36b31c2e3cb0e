"""Posts what is due, to several endpoints abreast, so that one that hangs delays nobody else."""

import logging
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Lock

from django.conf import settings
from django.utils import timezone

from workers.models import Problem
from workers.services.webhooks.claiming import Turn, renew, take_turns
from workers.services.webhooks.exchanging import Answer, exchange
from workers.services.webhooks.judging import judge
from workers.services.webhooks.signing import head

log = logging.getLogger(__name__)

ABREAST = 8
LOOK_SECONDS = 0.5
TURNSTILE = Lock()


class Round:
    """One call's attempts: threads speak with receivers, this one alone with the database."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self._threads = ThreadPoolExecutor(ABREAST, thread_name_prefix="webhook")
        self._under_way: dict[Future[Answer], Turn] = {}
        self._renewed = time.monotonic()

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items())) or "nothing due"

    def begin(self) -> None:
        """Start as many attempts as there is room for."""
        for turn in take_turns(ABREAST - len(self._under_way)):
            self._under_way[self._threads.submit(attempt, turn)] = turn

    def go_on(self) -> bool:
        """Wait a little, and write down what has ended; False when nothing is under way."""
        if not self._under_way:
            return False
        ended, _ = wait(self._under_way, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
        for future in ended:
            self.outcomes[judge(self._under_way.pop(future), future.result())] += 1
        if time.monotonic() - self._renewed > settings.LEASE_SECONDS / 3:
            self._renewed = time.monotonic()
            renew(self._under_way.values())
        return True

    def close(self) -> None:
        self._threads.shutdown(wait=False)


def post_due(seconds: float) -> Round:
    """Begin what falls due within some seconds, until nothing does, and finish what was begun.

    One at a time in each process begins; another may while this one waits for those that hang.
    """
    done = Round()
    if not TURNSTILE.acquire(blocking=False):
        return done
    try:
        try:
            deadline = time.monotonic() + seconds
            done.begin()
            while done.go_on() and time.monotonic() < deadline:
                done.begin()
        finally:
            TURNSTILE.release()
        while done.go_on():
            pass
    finally:
        done.close()
    return done


def attempt(turn: Turn) -> Answer:
    """Sign and post one message. What goes wrong with us is told as that, and by its type alone."""
    message = turn.post.message
    try:
        fields = head(turn.endpoint, message.name, message.body, timezone.now())
        return exchange(turn.endpoint.url, fields, message.body)
    except Exception as error:  # noqa: BLE001  whatever one message has must not stop the others
        log.error("webhook %s cannot be posted: %s", turn.post.pk, type(error).__name__)
        return Answer(problem=Problem.OURS)
