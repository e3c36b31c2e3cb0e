"""Whom a message goes to."""

from workers.models import Delivery, Purpose
from workers.services.messages.lettering import address_letter

# What goes to readers alone: who has left, or has not confirmed, gets none of it.
FOR_READERS = (Purpose.PUBLICATION, Purpose.RELEASE, Purpose.DIGEST, Purpose.CONTACT)


def address(delivery: Delivery) -> str | None:
    """Return where a message goes, or None when it may go nowhere: the reader has left."""
    if delivery.letter is not None:
        return address_letter(delivery.letter)
    subscriber = delivery.subscriber
    if subscriber is None or (delivery.purpose in FOR_READERS and not subscriber.active):
        return None
    if delivery.purpose == Purpose.ADDRESS:
        return subscriber.new_email or None
    return subscriber.email
