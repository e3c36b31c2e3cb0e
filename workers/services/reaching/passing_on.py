"""Keeps what a message would have told to a reader who is not the one whom it was for any more."""

from django.db import transaction

from workers.models import Delivery, DeliveryState, Subscriber
from workers.services.reaching.honouring import drop_unwanted


@transaction.atomic
def pass_on(carrier: Delivery) -> int:
    """Let the pages of a leased message that ends unsent wait for the next summary of their own reader.

    Two subscriptions became one while somebody was sending it: nobody could know whether it was out
    already, so its pages stayed with it. Call this before the end is written down: who is killed in
    between leaves a message to somebody who follows nothing any more, and it is not sent by others
    either. Returns how many pages there were; none when the message is not the caller's any more.
    """
    ours = Delivery.objects.select_for_update().filter(
        pk=carrier.pk, state=DeliveryState.LEASED, leased_by=carrier.leased_by
    )
    row = ours.first()
    if row is None or row.subscriber_id is None:
        return 0
    pages = Delivery.objects.filter(carrier=row, state=DeliveryState.INCLUDED, subscriber__isnull=False)
    others = pages.exclude(subscriber=row.subscriber_id)
    readers = list(Subscriber.objects.filter(deliveries__in=others).distinct())
    count = others.hold()
    for reader in readers:
        drop_unwanted(reader)
    return count
