"""Stops everything that is sent to an address, what is on its way included."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from workers.models import (
    Deed,
    Delivery,
    DeliveryState,
    Source,
    Subscriber,
    SubscriberRecord,
    Subscription,
    SuppressionReason,
)
from workers.services.suppressing.listing import enlist
from workers.services.suppressing.marking import spell


@transaction.atomic
def suppress(
    email: str,
    reason: SuppressionReason,
    details: dict[str, Any] | None = None,
    *,
    source: Source = Source.MAIL,
) -> None:
    """Put an address on the list and end its subscriptions; twice is the same as once.

    `details` is `{status, source}` and holds no address. An address that waits to become somebody's
    new one is forgotten; who wanted it keeps the old.
    """
    spellings = {email, spell(email)}
    for subscriber in Subscriber.objects.select_for_update().filter(email__in=spellings).order_by("pk"):
        end(subscriber, reason, source)
    Subscriber.objects.filter(new_email__in=spellings).update(new_email="")
    enlist(email, reason, details)


def suppress_delivery(
    delivery: Delivery, reason: SuppressionReason, details: dict[str, Any] | None = None
) -> bool:
    """Suppress the address that a delivery went to. False when it is a letter, or the reader is gone."""
    address = address_of(delivery)
    if address:
        suppress(address, reason, details)
    return address != ""


def address_of(delivery: Delivery) -> str:
    """Return the reader's address that a delivery went to, or nothing; a letter of theirs went to their new one."""
    if delivery.subscriber is None:
        return ""
    if delivery.letter is not None:
        return delivery.letter.recipient
    return delivery.subscriber.email


def end(subscriber: Subscriber, reason: SuppressionReason, source: Source) -> None:
    """End what a subscriber, whose row is locked, follows, and what waits to be sent to them."""
    now = timezone.now()
    Subscription.ever.filter(subscriber=subscriber).delete()
    if subscriber.ended_at is None:
        subscriber.ended_at = now
        subscriber.save(update_fields=["ended_at"])
        left = reason == SuppressionReason.LEFT
        SubscriberRecord.objects.create(
            subscriber=subscriber,
            at=now,
            what=Deed.LEFT if left else Deed.STOPPED,
            source=source,
            details={} if left else {"reason": reason},
        )
    Delivery.objects.unsent().filter(subscriber=subscriber).update(
        state=DeliveryState.SUPPRESSED, leased_by=None, finished_at=now
    )
