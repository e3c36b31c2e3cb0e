"""Moving a subscriber to another address: confirmed at the new one, and told to the old one."""

import uuid
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.addresses import normalise
from workers.models import Deed, Delivery, Letter, Purpose, Source, Subscriber, SuppressionReason
from workers.services.subscribing.following import ADDRESS_PAUSE_SECONDS, CEILING_SECONDS, TooMany
from workers.services.subscribing.merging import merge
from workers.services.subscribing.remembering import remember
from workers.services.subscribing.throttling import allow
from workers.services.suppressing.listing import enlist, lift
from workers.services.suppressing.marking import list_marks

REQUESTS_AN_HOUR = 5
HOUR_SECONDS = 3600


def ask_to_readdress(key: UUID, email: str, language: str) -> None:
    """Have a link sent to the new address; nothing else changes, whoever the address belongs to.

    One a new address in ten minutes, and five a subscriber in an hour: what is more is silently left
    out, so that nobody learns of others. Raises `TooMany` above the ceiling a minute.
    """
    email = normalise(email)
    with transaction.atomic():
        if not allow("everybody", "", most=settings.CONFIRMATIONS_PER_MINUTE, seconds=CEILING_SECONDS):
            raise TooMany
        subscriber = Subscriber.objects.select_for_update().active().filter(key=key).first()
        if subscriber is None or email == subscriber.email:
            return
        if not allow("address of", key.hex, most=REQUESTS_AN_HOUR, seconds=HOUR_SECONDS):
            return
        if not allow(Purpose.ADDRESS.value, email, most=1, seconds=ADDRESS_PAUSE_SECONDS):
            return
        subscriber.new_email = email
        subscriber.save(update_fields=["new_email"])
        write_letter(Purpose.ADDRESS, subscriber, email, language, subscriber)


def find_mover(key: UUID, mark: str, *, lock: bool = False) -> Subscriber | None:
    """Return the subscriber whom a link to a new address still concerns, or None.

    None when they left, or asked for another address since. Who has moved already is found too.
    """
    people = Subscriber.objects.select_for_update() if lock else Subscriber.objects.all()
    subscriber = people.filter(key=key).first()
    if subscriber is None:
        return None
    moved = has_moved(subscriber, mark)
    waits = subscriber.active and subscriber.new_email and mark in list_marks(subscriber.new_email)
    return subscriber if moved or waits else None


def has_moved(subscriber: Subscriber, mark: str) -> bool:
    """Tell whether a subscriber has this address now, or was merged into the one who has it."""
    if subscriber.active:
        return mark in list_marks(subscriber.email)
    merged = subscriber.records.filter(what=Deed.READDRESSED, details__mark=mark)
    return merged.exists()


@transaction.atomic
def readdress(key: UUID, mark: str) -> Subscriber | None:
    """Let messages come to the new address from now on, and tell the old one; twice is the same as once.

    Returns who gets them, or None when the link concerns nobody any more. An address that follows
    already keeps its key, so that its links to leave go on working, and gets what the other followed.
    The former address has been left: no import adds it again, whatever becomes of its owner.
    """
    subscriber = find_mover(key, mark, lock=True)
    if subscriber is None or has_moved(subscriber, mark):
        return subscriber
    old, new = subscriber.email, subscriber.new_email
    owner = Subscriber.objects.select_for_update().filter(email=new).first()
    if owner is None:
        subscriber.email, subscriber.new_email = new, ""
        subscriber.save(update_fields=["email", "new_email"])
        owner = subscriber
    else:
        merge(subscriber, owner)
        remember(subscriber, Deed.READDRESSED, source=Source.MAIL, details={"mark": mark})
    lift(new)
    enlist(old, SuppressionReason.LEFT, {"source": Deed.READDRESSED})
    remember(owner, Deed.READDRESSED, source=Source.MAIL)
    write_letter(Purpose.ADDRESS_CHANGED, None, old, owner.language, owner)
    return owner


def write_letter(
    purpose: Purpose, reader: Subscriber | None, recipient: str, language: str, about: Subscriber
) -> None:
    """Put a letter about a subscriber's address into the outbox; leaving stops what belongs to the reader."""
    now = timezone.now()
    letter = Letter.objects.create(recipient=recipient, content={"subscriber": about.key.hex}, created_at=now)
    Delivery.objects.create(
        subscriber=reader,
        letter=letter,
        purpose=purpose,
        announcement=uuid.uuid4(),
        language=language,
        urgent=True,
        next_attempt_at=now,
        created_at=now,
    )
