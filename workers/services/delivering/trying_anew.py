"""Sends once more what was refused at an address which its reader had left."""

from django.utils import timezone

from workers.models import Delivery, DeliveryState
from workers.services.messages.addressing import FOR_READERS


def try_anew(refused: Delivery) -> bool:
    """Let a message that has failed go to where its reader is now, if they moved while it was on its way.

    `refused` is the row as it was sent. The address that refused it is nobody's any more, and says
    nothing of its reader. False when they have not moved, or have left.
    """
    if refused.subscriber is None or refused.purpose not in FOR_READERS:
        return False
    failed = Delivery.objects.filter(pk=refused.pk, state=DeliveryState.FAILED)
    row = failed.select_related("subscriber").first()
    now_for = row.subscriber if row else None
    if now_for is None or not now_for.active or now_for.email == refused.subscriber.email:
        return False
    waiting = {"state": DeliveryState.WAITING, "outcome": "", "finished_at": None}
    return bool(failed.update(**waiting, next_attempt_at=timezone.now()))
