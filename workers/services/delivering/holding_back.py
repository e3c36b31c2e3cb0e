"""Lets news for contact persons wait until they have been told who writes to them."""

from datetime import timedelta

from django.utils import timezone

from workers.models import Delivery, DeliveryState
from workers.services.contacts.informing import Turn, ask_turn, find_uninformed
from workers.services.delivering.claiming import Batch, held
from workers.services.reaching.passing_on import pass_on

AGAIN = timedelta(seconds=30)


def hold_back(batch: Batch) -> Batch:
    """Return the rows that may go now; one query for a batch in which everybody has been informed.

    No attempt is counted for those that wait. Where the first mail failed for good, nothing else goes.
    """
    uninformed = find_uninformed(batch.deliveries)
    return Batch(
        batch.holder,
        [row for row in batch.deliveries if row.subscriber_id not in uninformed or may_go(batch, row)],
    )


def may_go(batch: Batch, delivery: Delivery) -> bool:
    """Give a row back, or end it, unless its reader has the first mail."""
    turn, now = ask_turn(delivery), timezone.now()
    row = held(batch).filter(pk=delivery.pk)
    if turn is Turn.LATER:
        row.update(state=DeliveryState.WAITING, leased_by=None, next_attempt_at=now + AGAIN)
    elif turn is Turn.NEVER:
        pass_on(delivery)
        row.update(state=DeliveryState.SUPPRESSED, leased_by=None, finished_at=now)
    return turn is Turn.NOW
