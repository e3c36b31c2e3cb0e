"""Sees to it that the first mail to a contact person goes before any other."""

from collections.abc import Iterable
from enum import Enum, auto

from django.db.models import Exists, OuterRef
from django.utils import timezone

from workers.models import Contact, Deed, Delivery, DeliveryState, Purpose, SubscriberRecord
from workers.models.delivery import OPEN

ARRIVED = (DeliveryState.SENT, DeliveryState.UNCERTAIN)
NEWS = (Purpose.PUBLICATION, Purpose.RELEASE, Purpose.DIGEST)


class Turn(Enum):
    """Whether a message may go: now, after the first mail, or not at all because that one failed."""

    NOW = auto()
    LATER = auto()
    NEVER = auto()


def find_uninformed(deliveries: Iterable[Delivery]) -> set[int]:
    """Return which of the readers of these messages are contact persons without a first mail; one query."""
    people = {one.subscriber_id for one in deliveries if one.subscriber_id and one.purpose in NEWS}
    if not people:
        return set()
    uninformed = Contact.objects.filter(subscriber__in=people, informed_at__isnull=True)
    return set(uninformed.values_list("subscriber_id", flat=True))


def ask_turn(delivery: Delivery) -> Turn:
    """Say when a message may go to a contact person whom `find_uninformed` named.

    Who confirmed the address themselves knows who writes, and asked for it.
    """
    contact = Contact.objects.filter(subscriber=delivery.subscriber_id, informed_at__isnull=True)
    if delivery.purpose not in NEWS or not contact.exists():
        return Turn.NOW
    first = Delivery.objects.filter(subscriber=delivery.subscriber_id, purpose=Purpose.CONTACT)
    own = SubscriberRecord.objects.filter(subscriber=delivery.subscriber_id, what=Deed.CONFIRMED)
    if first.filter(state__in=ARRIVED).exists() or own.exists():
        contact.update(informed_at=timezone.now())
        return Turn.NOW
    return Turn.LATER if first.filter(state__in=OPEN).exists() else Turn.NEVER


def note_informed() -> int:
    """Write down whose first mail was accepted, before its row is swept; return how many."""
    accepted = Delivery.objects.filter(
        purpose=Purpose.CONTACT, state__in=ARRIVED, subscriber=OuterRef("subscriber")
    )
    contacts = Contact.objects.filter(Exists(accepted), informed_at__isnull=True)
    return contacts.update(informed_at=timezone.now())
