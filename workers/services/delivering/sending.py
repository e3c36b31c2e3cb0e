"""Sends what is due: one connection a batch, and a commit for each recipient."""

import logging
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from django.utils import timezone

from workers.mail import Carrier, CarrierDown, Outcome, Verdict, open_carrier
from workers.models import Delivery, DeliveryState, Purpose
from workers.services.contacts.informing import Turn, ask_turn, find_uninformed
from workers.services.delivering.claiming import Batch, claim, held, holds, release_rest, renewing
from workers.services.messages.composing import Composer
from workers.services.messages.lettering import address_letter

log = logging.getLogger(__name__)

BATCH = 100
GIVE_UP = timedelta(days=3)
FIRST_RETRY_SECONDS = 30.0
LONGEST_RETRY_SECONDS = 3600.0
OUR_FAULT_SECONDS = 10.0
MOST_DOUBLINGS = 10
TRIES_TO_COMPOSE = 20
UNTIL_TAKEN = (Purpose.FAULT_REPORT, Purpose.EVIDENCE)
TURNSTILES = {True: Lock(), False: Lock()}


@dataclass
class Tally:
    """What one call did, by outcome; `more` says that it stopped for lack of time."""

    outcomes: Counter[str] = field(default_factory=Counter)
    more: bool = False

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items())) or "nothing due"


def deliver(*, urgent: bool, seconds: float) -> Tally:
    """Send due rows for at most some seconds (a message that has begun is finished).

    A server that refuses us, rather than a recipient, ends the call: what was leased is given back
    for a little later, and nobody is failed by our fault. One at a time in each process: so one
    message is in flight when it is killed, and bulk mail leaves a worker's other threads free.
    """
    tally = Tally()
    turnstile = TURNSTILES[urgent]
    if not turnstile.acquire(blocking=False):
        return tally
    try:
        deliver_for(tally, seconds, urgent=urgent)
    finally:
        turnstile.release()
    return tally


def deliver_for(tally: Tally, seconds: float, *, urgent: bool) -> None:
    """Send batch after batch until nothing is due, the time is up, or the server refuses us."""
    deadline = time.monotonic() + seconds
    while batch := claim(BATCH, urgent=urgent):
        with renewing(batch):
            try:
                send_batch(batch, tally, deadline)
            except CarrierDown as down:
                pause = OUR_FAULT_SECONDS * jitter()
                tally.outcomes["given back"] += release_rest(batch, pause)
                log.warning("the mail server does not take our mail now: %s", down)
                return
            finally:
                release_rest(batch)
        if time.monotonic() >= deadline:
            tally.more = True
            return


def send_batch(batch: Batch, tally: Tally, deadline: float) -> None:
    """Send a batch over one connection. Raises `CarrierDown` when the fault is ours."""
    composer = Composer()
    carrier: Carrier | None = None
    uninformed = find_uninformed(batch.deliveries)
    try:
        for delivery in batch.deliveries:
            if time.monotonic() >= deadline:
                return
            if delivery.subscriber_id in uninformed and (turned := turn_away(batch, delivery)):
                tally.outcomes[turned] += 1
                continue
            if carrier is None or not carrier.usable:
                carrier = open_carrier()
            tally.outcomes[send_one(batch, delivery, composer, carrier)] += 1
    finally:
        if carrier is not None:
            carrier.close()


def turn_away(batch: Batch, delivery: Delivery) -> str:
    """Let a message to a contact person wait for their first mail; empty when it may go now."""
    turn = ask_turn(delivery)
    if turn is Turn.NOW:
        return ""
    if turn is Turn.NEVER:
        return finish(batch, delivery, DeliveryState.SUPPRESSED, "")
    again = timezone.now() + timedelta(seconds=FIRST_RETRY_SECONDS)
    held(batch).filter(pk=delivery.pk).update(
        state=DeliveryState.WAITING, leased_by=None, next_attempt_at=again
    )
    return "waits for the first mail"


def send_one(batch: Batch, delivery: Delivery, composer: Composer, carrier: Carrier) -> str:
    """Send one message and commit what became of it; return the outcome's name."""
    if not holds(batch, delivery):
        return "no longer ours"
    recipient = address(delivery)
    if recipient is None:
        return finish(batch, delivery, DeliveryState.SUPPRESSED, "")
    try:
        message = composer.compose(delivery)
    except Exception as error:  # noqa: BLE001  whatever one row has must not stop the others
        return mark(batch, delivery, blame(delivery, error))
    return mark(batch, delivery, carrier.send(recipient, message))


def address(delivery: Delivery) -> str | None:
    """Return where a message goes, or None when it may go nowhere: the reader has left."""
    if delivery.letter is not None:
        return address_letter(delivery.letter)
    subscriber = delivery.subscriber
    if subscriber is None or (delivery.event_id and not subscriber.active):
        return None
    return subscriber.email


def blame(delivery: Delivery, error: Exception) -> Outcome:
    """Say what becomes of a message that cannot be made: tried again for half a day, then failed.

    The error's own words may hold the address, so only its type is told.
    """
    name = type(error).__name__
    log.error("delivery %s cannot be composed: %s", delivery.pk, name)
    given_up = delivery.attempts + 1 >= TRIES_TO_COMPOSE
    return Outcome(Verdict.FAILED if given_up else Verdict.RETRY, name)


def mark(batch: Batch, delivery: Delivery, outcome: Outcome) -> str:
    """Write down an outcome.

    An answer lost after the final dot may mean that the message arrived. It is sent once more under
    the same Message-ID, marked doubtful (none lost; a receiver can drop the second); a second lost
    answer leaves it uncertain for good. A fault report, and evidence, is tried until the editors'
    mailbox takes it.
    """
    if delivery.purpose in UNTIL_TAKEN and outcome.verdict in (Verdict.FAILED, Verdict.RETRY):
        return postpone(batch, delivery, outcome)
    match outcome.verdict:
        case Verdict.SENT:
            return finish(batch, delivery, DeliveryState.SENT, outcome.detail)
        case Verdict.FAILED:
            return finish(batch, delivery, DeliveryState.FAILED, outcome.detail)
        case Verdict.UNCERTAIN if delivery.doubtful:
            return finish(batch, delivery, DeliveryState.UNCERTAIN, outcome.detail)
        case Verdict.RETRY if timezone.now() - delivery.created_at > GIVE_UP:
            return finish(batch, delivery, DeliveryState.FAILED, outcome.detail)
        case _:
            return postpone(batch, delivery, outcome)


def finish(batch: Batch, delivery: Delivery, state: DeliveryState, detail: str) -> str:
    """Commit a final state, if the row is still ours."""
    held(batch).filter(pk=delivery.pk).update(
        state=state,
        outcome=detail[:300],
        attempts=delivery.attempts + 1,
        leased_by=None,
        finished_at=timezone.now(),
    )
    return state.value


def postpone(batch: Batch, delivery: Delivery, outcome: Outcome) -> str:
    """Commit the time of the next attempt: twice as long each time, with jitter, an hour at most."""
    wait = (
        min(FIRST_RETRY_SECONDS * 2 ** min(delivery.attempts, MOST_DOUBLINGS), LONGEST_RETRY_SECONDS)
        * jitter()
    )
    held(batch).filter(pk=delivery.pk).update(
        state=DeliveryState.WAITING,
        outcome=outcome.detail[:300],
        attempts=delivery.attempts + 1,
        doubtful=delivery.doubtful or outcome.verdict is Verdict.UNCERTAIN,
        leased_by=None,
        next_attempt_at=timezone.now() + timedelta(seconds=wait),
    )
    return "retry"


def jitter() -> float:
    """A factor between a half and one and a half, so that those who failed together do not return together."""
    return random.uniform(0.5, 1.5)  # noqa: S311  it spreads load and guards nothing
