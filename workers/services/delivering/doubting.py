"""Finds out whether several recipients who were refused in a row were refused for our sake.

Many servers say only at RCPT that they refuse the client (Postfix does so by itself: `smtpd_delay_reject`),
and to each recipient the same. One such answer is the recipient's; several, and no message taken between
them, are a refusal of us, for which nobody may be failed.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from workers.answers import Outcome, Verdict
from workers.models import Bounce, Delivery, DeliveryState, EventState
from workers.services.delivering.breaking import Permit, read_breaker
from workers.services.delivering.explaining import Cause, explain
from workers.services.delivering.replaying import revive

TOO_MANY = 3
WINDOW = timedelta(hours=1)
TAKEN = (DeliveryState.SENT, DeliveryState.UNCERTAIN)
MOST_DOUBTS = 3


def read_patience(permit: Permit) -> int:
    """Return how many refusals in a row are a refusal of us: one, while a server that spoke so is tried again."""
    doubted = permit is Permit.TRIAL and explain(read_breaker().reason) is Cause.REFUSED
    return 1 if doubted else TOO_MANY


def is_doubtful(delivery: Delivery, outcome: Outcome) -> bool:
    """Tell whether a refusal may be meant for us.

    A row that was already refused so three times, while the server took others between, is refused for its own sake.
    """
    if (
        outcome.verdict is not Verdict.FAILED
        or not outcome.early
        or explain(outcome.detail) is not Cause.REFUSED
    ):
        return False
    return delivery.attempts < MOST_DOUBTS or explain(delivery.outcome) is not Cause.REFUSED


def are_too_many(count: int) -> bool:
    """Tell whether `count` refusals and those before them are too many in a row.

    Rounds of one message each (confirmations) have only the rows to remember by.
    """
    return count + len(find_refused()) >= TOO_MANY


@transaction.atomic
def take_back() -> None:
    """Let those wait again who were failed by the refusals before."""
    Bounce.objects.filter(delivery__in=revive(find_refused()), source="smtp").delete()


def find_refused() -> list[int]:
    """Return who was failed by such refusals within the hour, since a message was taken last."""
    since = timezone.now() - WINDOW
    taken = Delivery.objects.filter(state__in=TAKEN, finished_at__gt=since)
    last = taken.aggregate(at=Max("finished_at"))["at"]
    failed = Delivery.objects.filter(
        Q(event=None) | Q(event__state=EventState.RELEASED),
        state=DeliveryState.FAILED,
        finished_at__gt=last or since,
    ).values_list("pk", "outcome")
    return [pk for pk, outcome in failed if explain(outcome) is Cause.REFUSED]
