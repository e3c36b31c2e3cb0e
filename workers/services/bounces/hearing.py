"""Takes what a mail provider reports, in the one language that django-anymail makes of theirs."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from anymail.signals import EventType, RejectReason
from django.utils import timezone

from workers.answers import classify, read_enhanced
from workers.models import BounceKind, Delivery, Subscriber
from workers.services.bounces.judging import Finding, Judgement, judge
from workers.services.messages.naming import read_message_id
from workers.services.suppressing.marking import mark, spell
from workers.services.suppressing.stopping import address_of

UNDELIVERED = (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED)
# Why a provider did not even try: it remembers what went before.
REMEMBERED = {
    RejectReason.INVALID: BounceKind.HARD,
    RejectReason.BOUNCED: BounceKind.HARD,
    RejectReason.TIMED_OUT: BounceKind.SOFT,
    RejectReason.SPAM: BounceKind.COMPLAINT,
    RejectReason.UNSUBSCRIBED: BounceKind.LEFT,
}
OWN_WORDS = {"SoftBounce": BounceKind.SOFT, "soft_bounce": BounceKind.SOFT, "soft_bounced": BounceKind.SOFT}
# What becomes of the address later than the message was sent.
SAID_LATER = (BounceKind.COMPLAINT, BounceKind.LEFT)


def hear(event: Any, provider: str) -> Judgement | None:
    """Act on one `AnymailTrackingEvent`; None for what says nothing of an address. Twice is once.

    Who is meant is the recipient; a Message-ID that we signed names the message, where the provider
    passes it on. Opened and clicked, which we do not ask for, are left unread.
    """
    found = weigh(event)
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


def weigh(event: Any) -> tuple[BounceKind, str] | None:
    """Return the kind of a report and the status of RFC 3463 in it, or None."""
    if event.event_type == EventType.COMPLAINED:
        return BounceKind.COMPLAINT, ""
    if event.event_type == EventType.UNSUBSCRIBED:
        return BounceKind.LEFT, ""
    if event.event_type not in UNDELIVERED:
        return None
    status = read_enhanced(" ".join(str(word) for word in (event.mta_response, event.description) if word))
    if status:
        return BounceKind(classify(0, status)), status
    return own_word(event.esp_event) or REMEMBERED.get(event.reject_reason, BounceKind.POLICY), ""


def own_word(esp_event: Any) -> BounceKind | None:
    """Return what a provider itself calls soft, which anymail has no word for."""
    words = [esp_event.get(name) for name in ("Type", "event")] if isinstance(esp_event, dict) else []
    return next((OWN_WORDS[word] for word in words if isinstance(word, str) and word in OWN_WORDS), None)


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
