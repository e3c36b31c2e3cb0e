"""Keeps to what a mail server takes by the second: ours, and each one that receives.

Buckets in the database, shared by all workers; one that is full lets a second's worth go at once.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.models import Allowance, Delivery
from workers.services.delivering.claiming import Batch, held
from workers.services.messages.addressing import address

EVERYWHERE = ""
KEPT = timedelta(days=1)


def allow(wanted: int, *, urgent: bool) -> int:
    """Return how many mails may leave through our server now. Urgent ones go at once, and bulk makes up for them."""
    rate = settings.MAIL_RATE
    return take(EVERYWHERE, wanted, rate, borrow=urgent) if rate else wanted


def return_unused(count: int) -> None:
    """Give back what was allowed and not needed."""
    if settings.MAIL_RATE and count:
        take(EVERYWHERE, -count, settings.MAIL_RATE, borrow=True)


def let_through(batch: Batch) -> Batch:
    """Return the rows whose receiving domain takes more now; each of the others waits for a turn of its own."""
    rate = settings.MAIL_DOMAIN_RATE
    if not rate:
        return batch
    by_domain: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in batch.deliveries:
        by_domain[(address(delivery) or "").rpartition("@")[2]].append(delivery)
    late: set[int] = set()
    for domain, rows in by_domain.items():
        over = rows[take(domain, len(rows), rate, borrow=rows[0].urgent) :]
        postpone(batch, over, give_turns(domain, len(over), rate))
        late.update(row.pk for row in over)
    return Batch(batch.holder, [row for row in batch.deliveries if row.pk not in late])


@transaction.atomic
def take(key: str, wanted: int, rate: float, *, borrow: bool) -> int:
    """Take tokens from a bucket, as many as there are or, borrowing, as many as are wanted."""
    now = timezone.now()
    full = max(rate, 1.0)
    Allowance.objects.get_or_create(key=key, defaults={"at": now, "tokens": full})
    bucket = Allowance.objects.select_for_update().get(key=key)
    tokens = min(full, bucket.tokens + max(0.0, (now - bucket.at).total_seconds()) * rate)
    granted = wanted if borrow else max(0, min(wanted, int(tokens)))
    bucket.tokens, bucket.at = tokens - granted, now
    bucket.save(update_fields=["tokens", "at"])
    return granted


@transaction.atomic
def give_turns(key: str, count: int, rate: float) -> list[datetime]:
    """Return the times at which the next rows may try, behind all who were told to wait before."""
    if not count:
        return []
    bucket = Allowance.objects.select_for_update().get(key=key)
    last = max(timezone.now(), bucket.promised_until or timezone.now())
    turns = [last + timedelta(seconds=number / rate) for number in range(1, count + 1)]
    bucket.promised_until = turns[-1]
    bucket.save(update_fields=["promised_until"])
    return turns


@transaction.atomic
def postpone(batch: Batch, rows: list[Delivery], turns: list[datetime]) -> None:
    """Give rows back until their turns; no attempt is counted."""
    for row, turn in zip(rows, turns, strict=True):
        held(batch).filter(pk=row.pk).update(state="waiting", leased_by=None, next_attempt_at=turn)


def forget_stale_allowances() -> int:
    """Remove buckets that have long been full again; return how many."""
    removed, _ = Allowance.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return removed
