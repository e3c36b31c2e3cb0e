"""What was decided, when, and under which words (GDPR 7(1)): one row a decision, and nobody in it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import get_language

from consent.evidence.chaining import write_row
from consent.evidence.hashing import HASHED, commit_to, write_time
from consent.models import Evidence
from consent.spooling import short_patience, spool

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a decision's evidence.

    `row` holds the row's columns as JSON when it is in the chain. Without one it was either
    `counted`, or waits in the spool and gets its place within some minutes.
    """

    row: Mapping[str, object] | None
    counted: bool = False


def record_decision(choices: Mapping[str, object], revision: str, surface: str, nonce: str = "") -> Kept:
    """Keep one decision as evidence; beyond the limit of its minute it is only counted.

    `choices` is what `Decision.as_evidence` returns, `revision` the policy's own. With a `nonce`,
    which is never stored, the row commits to it (`hashing.commit_to`). Never raises and never waits
    long: a decision is honoured even when the database is locked, and then its row is spooled.
    """
    row = Evidence(
        at=timezone.now(),
        revision=revision,
        choices=dict(choices),
        language=(get_language() or "sv")[:2],
        surface=surface,
        commitment=commit_to(nonce, choices, revision) if nonce else "",
    )
    try:
        with short_patience():
            written = write_row(row)
    except DatabaseError as error:
        # As text: a log that keeps the error keeps its frames, and SQLite's file open through them [ran].
        log.warning("spooled a row of %s: %s", row._meta.label, str(error))
        spool(row)
        return Kept(None)
    return Kept(describe_row(row)) if written else Kept(None, counted=True)


def describe_row(row: Evidence) -> dict[str, object]:
    """Return a row's columns, ready for JSON; the time in UTC with microseconds, as it is hashed."""
    values = {name: getattr(row, name) for name in (*HASHED, "hash")}
    return {**values, "at": write_time(row.at)}
