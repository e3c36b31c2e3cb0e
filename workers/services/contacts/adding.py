"""Adds contact persons: who follows what on the ground of public task, and a first mail to each."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from workers.models import (
    Basis,
    Contact,
    Deed,
    Delivery,
    Fate,
    Kind,
    Purpose,
    Source,
    Subscriber,
    SubscriberRecord,
    Subscription,
    Topic,
)
from workers.services.contacts.checking import Entry
from workers.services.contacts.foreseeing import foresee
from workers.services.subscribing.following import WHOLE_PLAN

CONTACT_TEXT = "contact-2026-1"
BATCH = 200


def add_all(entries: Sequence[Entry], *, source: Source, by: Any = None) -> dict[str, Fate]:
    """Add entries, some hundred in a transaction; return the fate of each address. Twice is once."""
    fates: dict[str, Fate] = {}
    for start in range(0, len(entries), BATCH):
        fates |= add(entries[start : start + BATCH], source=source, by=by)
    return fates


@transaction.atomic
def add(entries: Sequence[Entry], *, source: Source, by: Any = None) -> dict[str, Fate]:
    """Add those whose address is new, each with the mail that goes before any other.

    Two who add the same address at the same time add it once: the address is unique, and the key
    tells whose row it became. `by` is the editor, None for the command.
    """
    now = timezone.now()
    fates = foresee([entry.email for entry in entries])
    fresh = {entry.email: entry for entry in entries if fates[entry.email] is Fate.NEW}
    made = [begin(entry, now) for entry in fresh.values()]
    Subscriber.objects.bulk_create(made, ignore_conflicts=True)
    keys = {subscriber.key for subscriber in made}
    people = []
    for subscriber in Subscriber.objects.select_for_update().filter(email__in=fresh).order_by("pk"):
        if subscriber.key in keys or take_over(subscriber, fresh[subscriber.email], now):
            people.append((subscriber, fresh[subscriber.email]))
        else:
            fates[subscriber.email] = Fate.BARRED if subscriber.ended_at else Fate.KNOWN
    write_down(people, source, by, now)
    return fates


def begin(entry: Entry, now: datetime) -> Subscriber:
    """Return somebody who is written to at once, not saved."""
    subscriber = Subscriber(
        email=entry.email,
        language=entry.language,
        frequency=entry.frequency,
        asked_at=now,
        confirmed_at=now,
    )
    subscriber.kinds = entry.kinds
    return subscriber


def take_over(subscriber: Subscriber, entry: Entry, now: datetime) -> bool:
    """Make an address that asked and never confirmed a contact person; False when it did, or left."""
    if subscriber.confirmed_at is not None or subscriber.ended_at is not None:
        return False
    subscriber.language, subscriber.frequency = entry.language, entry.frequency
    subscriber.kinds = entry.kinds
    subscriber.confirmed_at = now
    wants = [f"wants_{kind}" for kind in Kind.values]
    subscriber.save(update_fields=["language", "frequency", "confirmed_at", *wants])
    return True


def write_down(people: Iterable[tuple[Subscriber, Entry]], source: Source, by: Any, now: datetime) -> None:
    """Save who they are, what they follow, the line of their history and the first mail."""
    people = list(people)
    Contact.objects.bulk_create(
        [
            Contact(
                subscriber=subscriber,
                name=entry.name,
                organisation=entry.organisation,
                actor=entry.actor,
                group=entry.group,
                municipality=entry.municipality,
                source=source,
                added_by=by,
                added_at=now,
            )
            for subscriber, entry in people
        ],
        ignore_conflicts=True,
    )
    Subscription.objects.bulk_create(
        [
            as_contact(subscriber, topic, source, now)
            for subscriber, entry in people
            for topic in (entry.topics or [None])
        ],
        ignore_conflicts=True,
    )
    SubscriberRecord.objects.bulk_create(
        [
            SubscriberRecord(
                subscriber=subscriber,
                at=now,
                what=Deed.ADDED,
                source=source,
                text=CONTACT_TEXT,
                details=describe_entry(entry),
            )
            for subscriber, entry in people
        ]
    )
    Delivery.objects.bulk_create(
        [first_mail(subscriber, now) for subscriber, _ in people], ignore_conflicts=True
    )


def as_contact(subscriber: Subscriber, topic: Topic | None, source: Source, now: datetime) -> Subscription:
    """Return a subscription on the ground of public task, not saved."""
    return Subscription(
        subscriber=subscriber,
        topic=topic,
        basis=Basis.PUBLIC_TASK,
        consent_text=CONTACT_TEXT,
        source=source,
        since=now,
    )


def first_mail(subscriber: Subscriber, now: datetime) -> Delivery:
    """Return the mail that says why we write, not saved; there is one a person, whoever adds them."""
    return Delivery(
        subscriber=subscriber,
        purpose=Purpose.CONTACT,
        announcement=uuid.uuid5(subscriber.key, Purpose.CONTACT.value),
        language=subscriber.language,
        next_attempt_at=now,
        created_at=now,
    )


def describe_entry(entry: Entry) -> dict[str, Any]:
    """Return what was chosen for somebody, as the history keeps it."""
    scope = [str(topic.key) for topic in entry.topics] or [WHOLE_PLAN]
    return {
        "language": entry.language,
        "frequency": entry.frequency,
        "scope": scope,
        "kinds": list(entry.kinds),
    }
