"""Asking to follow, confirming it, changing it and leaving."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.addresses import normalise
from workers.consent_texts import CURRENT
from workers.models import (
    Basis,
    Deed,
    Delivery,
    Purpose,
    Source,
    Subscriber,
    Subscription,
    SuppressionReason,
    Topic,
)
from workers.services.reaching.honouring import drop_unwanted
from workers.services.subscribing.remembering import describe_choices, remember
from workers.services.subscribing.throttling import allow
from workers.services.suppressing.listing import find_suppression, lift
from workers.services.suppressing.stopping import suppress
from workers.tokens import Choices, Confirmation

WHOLE_PLAN = "plan"
ADDRESS_PAUSE_SECONDS = 10 * 60
CEILING_SECONDS = 60


class TooMany(Exception):
    """More mails were asked for within a minute than the house lets out; nothing was changed."""


def ask_to_follow(email: str, choices: Choices) -> None:
    """Have a confirmation sent; nothing else changes, whether the address is known or not.

    One an address in ten minutes: a second one is silently left out. Raises `TooMany` above the
    ceiling a minute, for known and unknown addresses alike.
    """
    send_to(email, Purpose.CONFIRMATION, choices)


def ask_to_manage(email: str, language: str) -> None:
    """Have a link to the settings sent, or word that nothing is followed. Raises `TooMany`."""
    send_to(email, Purpose.MANAGE, Choices(language, "now", ()))


def send_to(email: str, purpose: Purpose, choices: Choices) -> None:
    """Put one urgent mail to an address into the outbox, within both limits."""
    email = normalise(email)
    now = timezone.now()
    with transaction.atomic():
        if not allow("everybody", "", most=settings.CONFIRMATIONS_PER_MINUTE, seconds=CEILING_SECONDS):
            raise TooMany
        if purpose != Purpose.CONFIRMATION and takes_no_mail(email):
            return
        if not allow(purpose.value, email, most=1, seconds=ADDRESS_PAUSE_SECONDS):
            return
        subscriber, _ = Subscriber.objects.get_or_create(
            email=email, defaults={"language": choices.language, "asked_at": now}
        )
        Subscriber.objects.filter(pk=subscriber.pk).update(asked_at=now)
        if purpose == Purpose.CONFIRMATION:
            details = describe_choices(choices)
            remember(subscriber, Deed.ASKED, source=Source.FORM, text=CURRENT, details=details)
        Delivery.objects.create(
            subscriber=subscriber,
            purpose=purpose,
            announcement=uuid.uuid4(),
            language=choices.language,
            choices=describe_choices(choices),
            urgent=True,
            next_attempt_at=now,
            created_at=now,
        )


def takes_no_mail(email: str) -> bool:
    """Tell whether an address is dead, or whoever reads there complained: only a link to confirm goes there."""
    found = find_suppression(email)
    return found is not None and found.reason in (SuppressionReason.BOUNCED, SuppressionReason.COMPLAINED)


def find_asker(confirmation: Confirmation, *, lock: bool = False) -> Subscriber | None:
    """Return the subscriber whom a link to confirm still concerns, or None.

    None when the address is gone from our tables (nobody confirmed it in time), and when they left
    after the link was signed: leaving takes back what was asked for before it.
    """
    people = Subscriber.objects.select_for_update() if lock else Subscriber.objects.all()
    subscriber = people.filter(key=confirmation.key).first()
    if subscriber is None or (subscriber.ended_at and confirmation.signed_at <= subscriber.ended_at):
        return None
    return subscriber


@transaction.atomic
def confirm(confirmation: Confirmation) -> Subscriber | None:
    """Let a subscriber follow what they asked for, beside what they follow already.

    Returns None when the link concerns nobody any more. Twice is the same as once, also when the
    settings were changed in between.
    """
    subscriber = find_asker(confirmation, lock=True)
    choices = confirmation.choices
    if subscriber is None or was_overtaken(subscriber, confirmation):
        return subscriber
    now = timezone.now()
    if not subscriber.active:
        subscriber.confirmed_at = now
        subscriber.ended_at = None
        Subscription.ever.filter(subscriber=subscriber).delete()
    apply(subscriber, choices, now)
    follow(subscriber, choices.scope, now)
    drop_unwanted(subscriber)
    lift(subscriber.email)
    details = describe_choices(choices)
    remember(subscriber, Deed.CONFIRMED, source=Source.FORM, text=CURRENT, details=details)
    return subscriber


def was_overtaken(subscriber: Subscriber, confirmation: Confirmation) -> bool:
    """Tell whether a link was used before, and the settings changed after that."""
    used = subscriber.records.filter(
        what=Deed.CONFIRMED, at__gte=confirmation.signed_at, details=describe_choices(confirmation.choices)
    )
    first = used.order_by("at").first()
    return first is not None and subscriber.records.filter(what=Deed.CHANGED, at__gt=first.at).exists()


def apply(subscriber: Subscriber, choices: Choices, now: datetime) -> None:
    """Save how a subscriber wants to hear, and when their language last changed."""
    if subscriber.language != choices.language:
        subscriber.former_language, subscriber.language_since = subscriber.language, now
    subscriber.language = choices.language
    subscriber.frequency = choices.frequency
    subscriber.kinds = choices.kinds
    subscriber.save()


@transaction.atomic
def change(subscriber: Subscriber, choices: Choices) -> None:
    """Replace what a subscriber follows, and the language in which they hear."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    now = timezone.now()
    apply(locked, choices, now)
    wanted, followed = read_scope(choices.scope), Subscription.objects.filter(subscriber=locked)
    if wanted is None:
        followed.filter(topic__isnull=False).end(now)
    else:
        followed.exclude(topic__in=wanted).end(now)
    follow(locked, choices.scope, now)
    drop_unwanted(locked)
    remember(locked, Deed.CHANGED, source=Source.FORM, details=describe_choices(choices))


@transaction.atomic
def leave(key: UUID, source: Source = Source.MAIL) -> None:
    """End everything that is sent to an address, what is on its way included; twice is once.

    The address is on the list of the suppressed from then on, until its owner subscribes anew.
    """
    subscriber = Subscriber.objects.select_for_update().filter(key=key).first()
    if subscriber is None:
        return
    suppress(subscriber.email, SuppressionReason.LEFT, source=source)


def follow(subscriber: Subscriber, scope: Iterable[str], now: datetime) -> None:
    """Add what is not followed yet; the whole plan takes the place of its parts."""
    topics = read_scope(scope)
    followed = Subscription.objects.filter(subscriber=subscriber)
    if topics is None:
        followed.filter(topic__isnull=False).end(now)
    elif followed.filter(topic__isnull=True).exists():
        return
    Subscription.objects.bulk_create(
        [
            Subscription(
                subscriber=subscriber,
                topic=topic,
                basis=Basis.CONSENT,
                consent_text=CURRENT,
                source="form",
                since=now,
            )
            for topic in (topics if topics is not None else [None])
        ],
        ignore_conflicts=True,
    )


def read_scope(scope: Iterable[str]) -> list[Topic] | None:
    """Return the topics of a scope, or None for the whole plan."""
    keys = list(scope)
    return None if WHOLE_PLAN in keys else list(Topic.objects.chosen(UUID(key) for key in keys))
