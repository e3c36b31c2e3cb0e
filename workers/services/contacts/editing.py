"""Changes and ends what an editor may: a contact person's data, what they follow, and all of it."""

import uuid
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from workers.models import Basis, Contact, Deed, Delivery, Purpose, Source, Subscriber, Subscription, Topic
from workers.models.delivery import OPEN
from workers.services.contacts.adding import as_contact, describe_entry, first_mail
from workers.services.contacts.checking import Entry
from workers.services.reaching.honouring import drop_unwanted
from workers.services.subscribing.following import apply
from workers.services.subscribing.remembering import remember
from workers.tokens import Choices


@transaction.atomic
def edit(key: UUID, entry: Entry) -> None:
    """Save who a contact person is and what they follow; the address is theirs to change.

    What they follow already keeps its ground and its date.
    """
    subscriber = Subscriber.objects.select_for_update().get(key=key)
    now = timezone.now()
    Contact.objects.filter(subscriber=subscriber).update(
        name=entry.name,
        organisation=entry.organisation,
        actor=entry.actor,
        group=entry.group,
        municipality=entry.municipality,
    )
    details = describe_entry(entry)
    scope = tuple(details["scope"])
    apply(subscriber, Choices(entry.language, entry.frequency, scope, entry.kinds), now)
    replace_followed(subscriber, entry.topics)
    drop_unwanted(subscriber)
    remember(subscriber, Deed.CHANGED, source=Source.EDITOR, details=details)


def replace_followed(subscriber: Subscriber, topics: Sequence[Topic]) -> None:
    """Let somebody follow these topics, or the whole plan when there are none."""
    now = timezone.now()
    followed = Subscription.objects.filter(subscriber=subscriber)
    if topics:
        followed.exclude(topic__in=topics).end(now)
    else:
        followed.filter(topic__isnull=False).end(now)
    wanted: list[Topic | None] = [*topics] or [None]
    Subscription.objects.bulk_create(
        [as_contact(subscriber, topic, Source.EDITOR, now) for topic in wanted],
        ignore_conflicts=True,
    )


def is_contact(subscriber: Subscriber) -> bool:
    """Tell whether somebody gets mail on the ground of public task, and so may be edited here."""
    return subscriber.active and subscriber.subscriptions.filter(basis=Basis.PUBLIC_TASK).exists()


@transaction.atomic
def inform_again(key: UUID) -> bool:
    """Send the first mail once more, when it failed; False when it arrived, or is on its way."""
    subscriber = Subscriber.objects.select_for_update().active().filter(key=key).first()
    if subscriber is None or not Contact.objects.filter(subscriber=subscriber, informed_at=None).exists():
        return False
    first = Delivery.objects.filter(subscriber=subscriber, purpose=Purpose.CONTACT)
    if first.filter(state__in=(*OPEN, "sent", "uncertain")).exists():
        return False
    again = first_mail(subscriber, timezone.now())
    again.announcement = uuid.uuid4()
    again.save()
    return True
