"""Forwards page views from the outbox. The rows decide; a dead recipient loses none and delays nobody."""

import logging
import random
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from consent.models import OutgoingView
from consent.statistics.matomo import NotTaken, oldest_accepted, tell
from consent.statistics.recipient import Recipient, find_declared, read_recipient

log = logging.getLogger(__name__)

BATCH = 200
SLICE_SECONDS = 20.0
LEASE = timedelta(minutes=2)
FIRST_PAUSE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 3600.0
MOST_DOUBLINGS = 7
MOST_WAITING = 200_000


def forward_views(seconds: float = SLICE_SECONDS) -> int:
    """Tell the recipient of what is due, a batch a request, and return how many views it took.

    Ends at the first failure, when nothing is due, or when the time is over. May run twice or late.
    Without `MATOMO_URL` the rows wait; where the policy no longer names the recipient they are forgotten.
    """
    recipient = read_recipient()
    if recipient is None:
        return 0
    forget_unwanted(recipient)
    told, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        holder = uuid.uuid4()
        views = claim(recipient, holder)
        if not views:
            break
        try:
            taken = tell(recipient, views, timezone.now())
        except NotTaken as refusal:
            log.warning("%s took none of %d page views: %s", recipient.host, len(views), refusal)
            postpone(holder, views)
            break
        settle(recipient, holder)
        told += taken.counted
        if taken.turned_down:
            log.warning("%s turned down %d page views for good", recipient.host, taken.turned_down)
    return told


def claim(recipient: Recipient, holder: uuid.UUID) -> Sequence[OutgoingView]:
    """Lease up to 200 due rows to a holder; those that failed least come first.

    PostgreSQL skips rows that another holder is just taking; SQLite's transactions are IMMEDIATE,
    so two holders take turns. A row whose holder died is due again when the lease ends.
    """
    now = timezone.now()
    with transaction.atomic():
        due = OutgoingView.objects.filter(
            Q(next_attempt_at=None) | Q(next_attempt_at__lte=now), recipient=recipient.host
        ).order_by("attempts", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        views = list(due[:BATCH])
        OutgoingView.objects.filter(pk__in=[view.pk for view in views]).update(
            holder=holder, next_attempt_at=now + LEASE
        )
    return views


def settle(recipient: Recipient, holder: uuid.UUID) -> None:
    """Forget what was taken; what failed earlier is due at once, for the recipient answers again."""
    with transaction.atomic():
        OutgoingView.objects.filter(holder=holder).delete()
        OutgoingView.objects.filter(recipient=recipient.host, holder=None, attempts__gt=0).update(
            next_attempt_at=None
        )


def postpone(holder: uuid.UUID, views: Sequence[OutgoingView]) -> None:
    """Give the rows back, to be tried again later: twice as long each time, an hour and a half at most."""
    failed = max(view.attempts for view in views)
    OutgoingView.objects.filter(holder=holder).update(
        holder=None, attempts=F("attempts") + 1, next_attempt_at=timezone.now() + pause_after(failed)
    )


def pause_after(failed: int) -> timedelta:
    """Return how long to wait after so many earlier failures: 30 s, doubled, an hour at most, with jitter."""
    seconds = min(FIRST_PAUSE_SECONDS * 2 ** min(failed, MOST_DOUBLINGS), LONGEST_PAUSE_SECONDS)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311  it spreads load and guards nothing


def forget_unwanted(recipient: Recipient) -> None:
    """Forget rows that may not be told any more: the counts of our own stay.

    They are those of a recipient whom the policy does not name, or who is no longer the operator's,
    without a token those of days that Matomo refuses, and the oldest where too many wait.
    """
    names = [recipient.host] if find_declared(recipient.host) else []
    forget(OutgoingView.objects.exclude(recipient__in=names), "the policy does not name their recipient")
    if not recipient.token:
        oldest = oldest_accepted(timezone.now())
        forget(OutgoingView.objects.filter(day__lt=oldest), "without token_auth Matomo takes none that old")
    surplus = OutgoingView.objects.order_by("-pk").values_list("pk", flat=True)[MOST_WAITING:][:1]
    for newest in surplus:
        forget(OutgoingView.objects.filter(pk__lte=newest), f"more than {MOST_WAITING} were waiting")


def forget(rows: models.QuerySet[OutgoingView], why: str) -> None:
    forgotten, _ = rows.delete()
    if forgotten:
        log.warning("%d page views are not forwarded: %s", forgotten, why)
