"""Decides what a report of a message means for the one whom it was sent to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from workers.answers import classify, read_enhanced
from workers.models import (
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    Purpose,
    Subscriber,
    SuppressionReason,
)
from workers.services.suppressing.stopping import address_of, suppress

SOFT_DAYS = 3
SOFT_WINDOW = timedelta(days=30)
# A server may try for five days before it gives up (RFC 5321, 4.5.4.1): only then has a message arrived.
PATIENCE = timedelta(days=5)

REASONS = {
    BounceKind.HARD: SuppressionReason.BOUNCED,
    BounceKind.SOFT: SuppressionReason.BOUNCED,
    BounceKind.COMPLAINT: SuppressionReason.COMPLAINED,
    BounceKind.LEFT: SuppressionReason.LEFT,
}
DELIVERED = (DeliveryState.SENT, DeliveryState.UNCERTAIN)
ASKED_FOR = (Purpose.CONFIRMATION, Purpose.ADDRESS)
UNDELIVERED = (BounceKind.HARD, BounceKind.SOFT, BounceKind.POLICY)


class Judgement(StrEnum):
    SUPPRESSED = "suppressed"
    COUNTED = "counted"
    KNOWN = "known"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody reported: the report's own name (for once only), its kind, the status of RFC 3463 or nothing.

    `source` is `smtp`, `mailbox` or a provider's name.
    """

    name: str
    kind: BounceKind
    status: str
    source: str


def judge_delivery(delivery: Delivery, kind: BounceKind, status: str, source: str) -> Judgement:
    """Take a report of a message that we sent; the same kind of report of it counts once."""
    finding = Finding(f"{kind}:{delivery.pk}", kind, status, source)
    at = None if kind == BounceKind.COMPLAINT else delivery.finished_at
    return judge(finding, delivery.subscriber, address_of(delivery), at or timezone.now(), delivery)


def judge_refusal(delivery: Delivery, outcome: str) -> Judgement | None:
    """Take what a mail server answered when it refused a message for good; None when it was no server's answer."""
    code, status = outcome[:3], read_enhanced(outcome)
    if not code.isdecimal():
        return None
    return judge_delivery(delivery, BounceKind(classify(int(code), status)), status, "smtp")


@transaction.atomic
def judge(
    finding: Finding,
    subscriber: Subscriber | None,
    address: str,
    sent_at: datetime,
    delivery: Delivery | None = None,
) -> Judgement:
    """Write a report down, and suppress the address when it is dead, complained, or failed again and again.

    A message that was sent before its reader last confirmed says nothing of the address any more.
    """
    if subscriber is not None:
        subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    bounce, is_new = Bounce.objects.get_or_create(
        name=finding.name,
        defaults={
            "kind": finding.kind,
            "status": finding.status,
            "source": finding.source,
            "at": timezone.now(),
            "sent_at": sent_at,
            "delivery": delivery,
            "subscriber": subscriber,
        },
    )
    if not is_new:
        return Judgement.KNOWN
    if delivery is not None and finding.kind in UNDELIVERED:
        mark_undelivered(delivery, finding)
    if subscriber is None or not address:
        return Judgement.COUNTED
    if is_late(bounce, subscriber):
        return Judgement.LATE
    if finding.kind == BounceKind.POLICY or (
        finding.kind == BounceKind.SOFT and not fails_repeatedly(subscriber)
    ):
        return Judgement.COUNTED
    suppress(address, REASONS[finding.kind], {"status": finding.status, "source": finding.source})
    return Judgement.SUPPRESSED


def is_late(bounce: Bounce, subscriber: Subscriber) -> bool:
    """Tell whether the message had been sent before its reader confirmed."""
    return subscriber.confirmed_at is not None and bounce.sent_at < subscriber.confirmed_at


def mark_undelivered(delivery: Delivery, finding: Finding) -> None:
    """Let the row say that a message which a server took did not arrive after all; when it was sent stays."""
    code = "450" if finding.status.startswith("4") else "550"
    Delivery.objects.filter(pk=delivery.pk, state__in=DELIVERED).update(
        state=DeliveryState.FAILED, outcome=f"{code} {finding.status}".strip()
    )


def fails_repeatedly(subscriber: Subscriber) -> bool:
    """Tell whether messages failed on three days within thirty, and none has arrived since the first of them.

    Days are local. A message has arrived when nothing was heard of it for five days; what somebody asked
    for to confirm an address counts neither way.
    """
    now = timezone.now()
    soft = Bounce.objects.filter(
        subscriber=subscriber, kind=BounceKind.SOFT, at__gt=now - SOFT_WINDOW
    ).exclude(delivery__purpose__in=ASKED_FOR)
    arrived = find_last_arrival(subscriber, now)
    if arrived is not None:
        soft = soft.filter(sent_at__gt=arrived)
    return count_days(soft) >= SOFT_DAYS


def find_last_arrival(subscriber: Subscriber, now: datetime) -> datetime | None:
    """Return when the last message was sent of which no report came in time, or None."""
    return (
        Delivery.objects.filter(
            subscriber=subscriber,
            state=DeliveryState.SENT,
            finished_at__lt=now - PATIENCE,
            bounces__isnull=True,
        )
        .exclude(purpose__in=ASKED_FOR)
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )


def count_days(bounces: "QuerySet[Bounce]") -> int:
    return bounces.annotate(day=TruncDate("at")).values("day").order_by("day").distinct().count()
