"""The texts that decisions answered: what each seal says of every revision before its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from consent.evidence.days import begin_day
from consent.evidence.hashing import digest
from consent.models import PolicyRevision
from consent.registry.publishing import fingerprint


@dataclass(frozen=True, slots=True)
class Said:
    """One revision: its time, the hash of what its row says now, and the one that it was published with."""

    value: str
    found: str
    published: str


@dataclass(frozen=True, slots=True)
class RevisionFinding:
    """A revision of the policy whose texts are not those that visitors were shown."""

    value: str

    def __str__(self) -> str:
        return f"the policy's revision {self.value} does not say any more what was published"


def read_revisions() -> list[Said]:
    """Return every revision in order, hashed anew."""
    revisions = PolicyRevision.objects.order_by("value").iterator(chunk_size=50)
    return [Said(one.value, fingerprint(one.content), one.fingerprint) for one in revisions]


def hash_revisions(revisions: Sequence[Said], day: date) -> str:
    """Return one hash of every revision from before a day, as the day's seal holds it.

    Those of the day itself are the next seal's: one may still be on its way into the database
    while its day is sealed.
    """
    until = begin_day(day).astimezone(UTC).isoformat()
    return digest([[one.value, one.found] for one in revisions if one.value < until])


def find_altered() -> RevisionFinding | None:
    """Return the first revision whose texts have another hash than they were published with."""
    altered = (one for one in read_revisions() if one.found != one.published)
    return next((RevisionFinding(one.value) for one in altered), None)
