"""What was decided, when, and under which words (GDPR 7(1)): one row a decision, and nobody in it."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from consent.models import Evidence
from consent.spooling import short_patience, store

LIMIT_A_MINUTE = 600
OVERFLOW = "overflow"


def record_decision(choices: Mapping[str, object], revision: str, surface: str) -> None:
    """Keep one decision as evidence; above 600 a minute they are only counted, in one row.

    `choices` is what `Decision.as_evidence` returns, `revision` the policy's own.
    Never raises and never waits long: a decision is honoured even when the database is locked,
    and then its row is spooled (`consent.spooling`).
    """
    if _is_busy():
        _count_overflow()
        return
    store(
        Evidence(
            at=timezone.now(),
            revision=revision,
            choices=dict(choices),
            language=(get_language() or "sv")[:2],
            surface=surface,
        )
    )


def _is_busy() -> bool:
    since = timezone.now() - timedelta(minutes=1)
    try:
        return Evidence.objects.filter(at__gt=since)[: LIMIT_A_MINUTE + 1].count() >= LIMIT_A_MINUTE
    except DatabaseError:
        return False


def _count_overflow() -> None:
    minute = timezone.now().replace(second=0, microsecond=0)
    row = Evidence(at=minute, revision="", language="", surface=OVERFLOW)
    try:
        with short_patience():
            if not Evidence.objects.filter(at=minute, surface=OVERFLOW).update(count=F("count") + 1):
                row.save(force_insert=True)
    except DatabaseError:
        return
