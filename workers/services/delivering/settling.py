"""Says what an outcome means for its row: done, once more, or the end."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from workers.answers import Outcome, Verdict
from workers.models import Delivery, DeliveryState, Purpose
from workers.services.delivering.marking import Mark
from workers.services.delivering.spreading import jitter

log = logging.getLogger(__name__)

GIVE_UP = timedelta(days=3)
FEWEST_ATTEMPTS = 20
LONGEST_RETRY_SECONDS = 3600.0
MOST_DOUBLINGS = 10
TRIES_TO_COMPOSE = 20
UNTIL_TAKEN = (Purpose.FAULT_REPORT, Purpose.EVIDENCE)


def settle(delivery: Delivery, outcome: Outcome) -> Mark:
    """Return what is to be written down.

    An answer lost after the final dot may mean that the message arrived. It is sent once more under
    the same Message-ID, marked doubtful (none lost; a receiver can drop the second); a second lost
    answer leaves it uncertain for good. A fault report, and evidence, is tried until the editors'
    mailbox takes it.
    """
    if delivery.purpose in UNTIL_TAKEN and outcome.verdict in (Verdict.FAILED, Verdict.RETRY):
        return postpone(delivery, outcome)
    match outcome.verdict:
        case Verdict.SENT:
            return finish(delivery, DeliveryState.SENT, outcome.detail)
        case Verdict.FAILED:
            return finish(delivery, DeliveryState.FAILED, outcome.detail)
        case Verdict.UNCERTAIN if delivery.doubtful:
            return finish(delivery, DeliveryState.UNCERTAIN, outcome.detail)
        case Verdict.RETRY if is_given_up(delivery):
            return finish(delivery, DeliveryState.FAILED, outcome.detail)
        case _:
            return postpone(delivery, outcome)


def is_given_up(delivery: Delivery) -> bool:
    """Tell whether it has been tried long enough: for three days, and not only because it lay still for as long.

    A row that a breaker or a stopped worker kept back is old before its first attempt; twenty attempts
    take more than half a day.
    """
    tried_enough = delivery.attempts + 1 >= FEWEST_ATTEMPTS
    return tried_enough and timezone.now() - delivery.created_at > GIVE_UP


def blame(delivery: Delivery, error: Exception) -> Outcome:
    """Say what becomes of a message that cannot be made: tried again for half a day, then failed.

    The error's own words may hold the address, so only its type is told.
    """
    name = type(error).__name__
    log.error("delivery %s cannot be composed: %s", delivery.pk, name)
    given_up = delivery.attempts + 1 >= TRIES_TO_COMPOSE
    return Outcome(Verdict.FAILED if given_up else Verdict.RETRY, name)


def finish(delivery: Delivery, state: DeliveryState, detail: str) -> Mark:
    """The end of a row."""
    return Mark(
        delivery.pk, state, detail, delivery.attempts + 1, delivery.doubtful, finished_at=timezone.now()
    )


def postpone(delivery: Delivery, outcome: Outcome) -> Mark:
    """The time of the next attempt: twice as long each time, with jitter, an hour at most."""
    doubled = settings.RETRY_SECONDS * 2 ** min(delivery.attempts, MOST_DOUBLINGS)
    wait = min(doubled, LONGEST_RETRY_SECONDS) * jitter()
    return Mark(
        delivery.pk,
        DeliveryState.WAITING,
        outcome.detail,
        delivery.attempts + 1,
        delivery.doubtful or outcome.verdict is Verdict.UNCERTAIN,
        timezone.now() + timedelta(seconds=wait),
    )
