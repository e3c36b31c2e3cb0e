"""The one way in which a row gets into the chain: at its end, one writer at a time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consent.evidence.hashing import GENESIS, HASHED, hash_row
from consent.evidence.limiting import floor_to_minute, take_place
from consent.models import Evidence, EvidenceHead, EvidenceMinute

OVERFLOW = "overflow"
HEAD = 1


@transaction.atomic
def write_row(row: Evidence) -> bool:
    """Chain and save a row, keeping its time; False when its minute is full, and it was only counted.

    Holds the head's lock from here to the commit: on SQLite the transaction begins IMMEDIATE, on
    PostgreSQL the head's one row is locked. Raises DatabaseError, and then nothing was written.
    """
    head = lock_head()
    if not take_place(row.at):
        return False
    append(head, row)
    return True


@transaction.atomic
def close_minutes() -> int:
    """Write one row for each past minute that had decisions beyond its limit; return how many. Idempotent.

    A minute is chained only when nobody counts in it any more. Should decisions of that minute come
    from the spool later still, they get a further row.
    """
    now = timezone.now()
    past = EvidenceMinute.objects.filter(minute__lt=floor_to_minute(now))
    forgotten = past.filter(minute__lt=now - timedelta(days=1), beyond=0)
    if not past.filter(beyond__gt=0).exists() and not forgotten.exists():
        return 0
    head, closed = lock_head(), 0
    for full in past.filter(beyond__gt=0).order_by("minute"):
        append(head, Evidence(at=full.minute, revision="", language="", surface=OVERFLOW, count=full.beyond))
        closed += 1
    past.filter(beyond__gt=0).update(beyond=0)
    forgotten.delete()
    return closed


def lock_head() -> EvidenceHead:
    """Return the chain's end, locked until the transaction is over; the first caller makes it.

    Where it was taken away while rows stand, it is found again, and `consent_verify` tells what is wrong.
    """
    head = EvidenceHead.objects.select_for_update().filter(pk=HEAD).first()
    if head is None:
        last = Evidence.objects.order_by("-sequence").values("sequence", "hash").first()
        start = last or {"sequence": 0, "hash": GENESIS}
        EvidenceHead.objects.get_or_create(pk=HEAD, defaults=start)
        head = EvidenceHead.objects.select_for_update().get(pk=HEAD)
    return head


def append(head: EvidenceHead, row: Evidence) -> None:
    """Give a row its number and hashes, save it, and move the locked head on."""
    row.sequence = head.sequence + 1
    if Evidence.objects.filter(pk=row.sequence).exists():
        row.sequence = _pass_by(row.sequence)
    row.previous = head.hash
    row.hash = hash_row({name: getattr(row, name) for name in HASHED})
    row.save(force_insert=True)
    head.sequence, head.hash = row.sequence, row.hash
    head.save(force_update=True)


def _pass_by(taken: int) -> int:
    """Return a free number where somebody put rows behind the head: no decision is lost for that."""
    numbers = Evidence.objects.filter(sequence__gte=taken).order_by("sequence").values_list("pk", flat=True)
    for free, number in enumerate(numbers.iterator(), taken):
        if free != number:
            return free
    return taken + numbers.count()
