"""Seals each day that is over: its rows under one root, chained to the day before and to the texts they answer."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.evidence.days import DAY, begin_day, find_day, find_today
from consent.evidence.hashing import GENESIS, hash_seal
from consent.evidence.policies import hash_revisions, read_revisions
from consent.evidence.trees import find_root
from consent.models import Evidence, Seal


def seal_days() -> int:
    """Seal every day before today (Europe/Stockholm) that is not sealed; return how many. Idempotent.

    The first sealed day is that of the first row; from there every day has a seal, an empty one too.
    A day that was missed is sealed later, in order. Two processes at once do no harm: a day is a key.
    """
    sealed, previous = 0, Seal.objects.last()
    day = previous.day + DAY if previous else _find_first_day()
    while day is not None and day < find_today():
        seal = _make_seal(day, previous)
        try:
            with transaction.atomic():
                seal.save(force_insert=True)
        except IntegrityError:
            return sealed
        sealed, previous, day = sealed + 1, seal, day + DAY
    return sealed


def read_hashes(first: int, last: int) -> list[str]:
    """Return the hashes of the rows first to last, in order."""
    rows = Evidence.objects.filter(sequence__range=(first, last)).order_by("sequence")
    return list(rows.values_list("hash", flat=True))


def _make_seal(day: date, previous: Seal | None) -> Seal:
    """Return the unsaved seal of a day: the rows from where the last ended to the first of a later day.

    A row that came late from the spool keeps its time, and is sealed with the day it was chained on.
    A time in the future, from a clock that was wrong, ends no day.
    """
    first = previous.last + 1 if previous else 1
    rest = Evidence.objects.filter(sequence__gte=first).order_by("sequence")
    later = (
        rest.filter(at__gte=begin_day(day + DAY), at__lte=timezone.now())
        .values_list("sequence", flat=True)
        .first()
    )
    end = later or rest.values_list("sequence", flat=True).last()
    last = first - 1 if end is None else end - 1 if later else end
    root = find_root(read_hashes(first, last))
    before = previous.hash if previous else GENESIS
    return Seal(
        day=day,
        first=first,
        last=last,
        root=root,
        previous=before,
        hash=hash_seal(day, first, last, root, before, hash_revisions(read_revisions(), day)),
    )


def _find_first_day() -> date | None:
    first = Evidence.objects.order_by("sequence").values_list("at", flat=True).first()
    return find_day(first) if first else None
