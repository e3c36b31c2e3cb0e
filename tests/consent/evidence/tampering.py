"""What somebody with the database in their hands may do to the chain; each says which row is the first touched."""

from collections.abc import Callable
from typing import Any

from django.db.models import F

from consent.evidence.hashing import HASHED, hash_row
from consent.models import Evidence, EvidenceHead, Seal
from tests.consent.evidence.writing import utc

FORGED: dict[str, Any] = {
    "at": utc(30),
    "revision": "forged",
    "choices": {"statistics": "forged"},
    "language": "de",
    "surface": "forged",
    "count": 77,
    "commitment": "ab" * 32,
    "previous": "cd" * 32,
    "hash": "ef" * 32,
}


def edit(sequence: int, column: str) -> int:
    Evidence.objects.filter(pk=sequence).update(**{column: FORGED[column]})
    return sequence


def edit_with_hash(sequence: int, column: str) -> int:
    """Change a row and give it the hash that it should then have."""
    edit(sequence, column if column != "hash" else "count")
    hash_anew(sequence)
    return sequence


def delete(sequence: int) -> int:
    Evidence.objects.filter(pk=sequence).delete()
    return sequence


def delete_and_renumber(sequence: int) -> int:
    delete(sequence)
    _shift(sequence, -1)
    return sequence


def insert_before(sequence: int) -> int:
    """Put in a row that fits the one before it, and number the rest anew."""
    _shift(sequence - 1, 1)
    before = Evidence.objects.filter(pk=sequence - 1).values_list("hash", flat=True).first()
    _insert(sequence, before or "0" * 64)
    return sequence


def insert_badly_before(sequence: int) -> int:
    _shift(sequence - 1, 1)
    _insert(sequence, "12" * 32, own="34" * 32)
    return sequence


def insert_last() -> int:
    last = Evidence.objects.order_by("-sequence")[0]
    _insert(last.sequence + 1, last.hash)
    return last.sequence + 1


def insert_far_behind() -> int:
    last = Evidence.objects.order_by("-sequence")[0]
    _insert(last.sequence + 1000, last.hash)
    return last.sequence + 1000


def insert_first() -> int:
    _insert(0, "0" * 64)
    return 0


def swap(one: int, other: int) -> int:
    """Let two rows change places, hashes and all."""
    for old, new in ((one, -1), (other, one), (-1, other)):
        Evidence.objects.filter(pk=old).update(sequence=new)
    return min(one, other)


def rewrite_from(sequence: int) -> int:
    """Write the whole chain anew from one row on, its head and every seal too."""
    edit(sequence, "choices")
    last = 0
    for row in Evidence.objects.filter(sequence__gte=sequence).order_by("sequence"):
        before = Evidence.objects.filter(pk=row.sequence - 1).values_list("hash", flat=True).first()
        Evidence.objects.filter(pk=row.sequence).update(previous=before or "0" * 64)
        hash_anew(row.sequence)
        last = row.sequence
    EvidenceHead.objects.update(hash=Evidence.objects.get(pk=last).hash)
    return sequence


def reseal(make: Callable[[], object]) -> None:
    """Make every seal anew over what the rows are now."""
    Seal.objects.all().delete()
    make()


def hash_anew(sequence: int) -> None:
    row = Evidence.objects.values(*HASHED).get(pk=sequence)
    Evidence.objects.filter(pk=sequence).update(hash=hash_row(row))


def _insert(sequence: int, previous: str, own: str = "") -> None:
    values = {name: FORGED[name] for name in ("at", "revision", "choices", "language", "surface", "count")}
    row = {**values, "sequence": sequence, "commitment": "", "previous": previous}
    Evidence.objects.create(**row, hash=own or hash_row(row))


def _shift(after: int, by: int) -> None:
    """Number the rows behind `after` anew, in two steps because numbers are keys."""
    Evidence.objects.filter(sequence__gt=after).update(sequence=-F("sequence") - by)
    Evidence.objects.filter(sequence__lt=0).update(sequence=-F("sequence"))
