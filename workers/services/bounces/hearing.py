"""Takes what a mail provider reports, in the one language that django-anymail makes of theirs."""

import logging
import re
from datetime import datetime
from hashlib import sha256
from typing import Any

from anymail.signals import EventType, RejectReason
from django.db import DataError
from django.utils import timezone

from workers.answers import classify, read_enhanced
from workers.models import BounceKind, Delivery, Subscriber
from workers.services.bounces.judging import Finding, Judgement, judge
from workers.services.bounces.own_words import read_own_word
from workers.services.messages.naming import read_message_id
from workers.services.suppressing.marking import mark, spell
from workers.services.suppressing.stopping import address_of

log = logging.getLogger(__name__)

UNDELIVERED = (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED)
# What anymail's reasons mean of the recipient; a server's spam filter is not the reader's complaint.
REASONS = {
    RejectReason.INVALID: BounceKind.HARD,
    RejectReason.BOUNCED: BounceKind.HARD,
    RejectReason.TIMED_OUT: BounceKind.SOFT,
}
# Why a provider did not even try: it remembers what the reader did.
REMEMBERED = {RejectReason.SPAM: BounceKind.COMPLAINT, RejectReason.UNSUBSCRIBED: BounceKind.LEFT}
# Statuses that leave unsaid what is wrong (RFC 3463, 3.1 and 3.6): Outlook says 5.5.0 of a mailbox that is not there.
UNSAID = re.compile(r"[245]\.[0-6]\.0")
# What becomes of the address later than the message was sent.
SAID_LATER = (BounceKind.COMPLAINT, BounceKind.LEFT)
# A report may hold what no field of ours can, as an octet 0 or a time before there was any.
IMPOSSIBLE = (ValueError, TypeError, ArithmeticError, DataError)


def hear(event: Any, provider: str) -> Judgement | None:
    """Act on one `AnymailTrackingEvent`; None for what says nothing of an address, or nothing that can be.

    Twice is once. A database that is down raises: the provider then sends the same reports again.
    """
    try:
        return take(event, provider)
    except IMPOSSIBLE as error:
        log.warning("a report of %s cannot be taken: %s", provider, type(error).__name__)
        return None


def take(event: Any, provider: str) -> Judgement | None:
    """Weigh one report and judge by it.

    Who is meant is the recipient; a Message-ID that we signed names the message, where the provider
    passes it on. Opened and clicked, which we do not ask for, are left unread.
    """
    found = weigh(event, provider)
    if found is None or not event.recipient:
        return None
    kind, status = found
    address = spell(str(event.recipient))
    said_at = when(event)
    finding = Finding(name_report(event, kind, address, said_at, provider), kind, status, provider)
    delivery = find_delivery(event, address)
    subscriber = delivery.subscriber if delivery else Subscriber.objects.filter(email=address).first()
    sent_at = delivery.finished_at if delivery and kind not in SAID_LATER else None
    return judge(finding, subscriber, address, sent_at or said_at, delivery)


def weigh(event: Any, provider: str) -> tuple[BounceKind, str] | None:
    """Return the kind of a report and the status of RFC 3463 in it, or None.

    A server's status counts when it says what is wrong; else the provider's own word, else anymail's.
    """
    own = read_own_word(provider, event.esp_event)
    if event.event_type == EventType.COMPLAINED:
        return (own if own is BounceKind.POLICY else BounceKind.COMPLAINT), ""
    if event.event_type == EventType.UNSUBSCRIBED:
        return BounceKind.LEFT, ""
    if event.event_type not in UNDELIVERED:
        return None
    status = read_status(event)
    if status and not UNSAID.fullmatch(status):
        return BounceKind(classify(0, status)), status
    if own is not None:
        return own, status
    remembered = REMEMBERED.get(event.reject_reason) if event.event_type == EventType.REJECTED else None
    return remembered or REASONS.get(event.reject_reason, BounceKind.POLICY), status


def read_status(event: Any) -> str:
    """Return the status of RFC 3463 in a server's words, in the provider's, or in a field of its own; or nothing."""
    own = event.esp_event.get("status") if isinstance(event.esp_event, dict) else ""
    said = (event.mta_response, event.description, own)
    found = [status for word in said if word and (status := read_enhanced(str(word)))]
    exact = [status for status in found if not UNSAID.fullmatch(status)]
    return next(iter([*exact, *found]), "")


def when(event: Any) -> datetime:
    """Return when a provider says that it happened (UTC), else now."""
    said = event.timestamp
    if not isinstance(said, datetime):
        return timezone.now()
    return said if timezone.is_aware(said) else timezone.make_aware(said)


def name_report(event: Any, kind: BounceKind, address: str, said_at: datetime, provider: str) -> str:
    """Return the name under which a report counts once: the provider's own, else what it says of whom and when."""
    own = event.event_id or f"{mark(address)} {said_at.isoformat() if event.timestamp else said_at.date()}"
    return sha256(f"{provider} {kind} {own}".encode()).hexdigest()


def find_delivery(event: Any, address: str) -> Delivery | None:
    """Return the message that a report names, if it went to this address."""
    pk = read_message_id(str(event.message_id or ""))
    delivery = Delivery.objects.select_related("subscriber", "letter").filter(pk=pk).first() if pk else None
    return delivery if delivery and spell(address_of(delivery)) == address else None
