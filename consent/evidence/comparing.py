"""Compares the seals with the rows, and both with the roots that somebody kept outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consent.evidence.days import DAY
from consent.evidence.hashing import GENESIS, hash_seal
from consent.evidence.policies import hash_revisions, read_revisions
from consent.evidence.roots import Root
from consent.evidence.sealing import read_hashes
from consent.evidence.trees import find_root
from consent.models import Seal


@dataclass(frozen=True, slots=True)
class SealFinding:
    """A sealed day that is not as it was sealed, and the rows that it holds."""

    root: Root
    what: str

    def __str__(self) -> str:
        rows = f"rows {self.root.first}-{self.root.last}" if self.root.last >= self.root.first else "no rows"
        return f"the seal of {self.root.day} ({rows}): {self.what}"


def find_broken_seal() -> SealFinding | None:
    """Return the first day whose seal does not follow the one before, or does not fit its rows."""
    return next(_list_broken(), None)


def find_contradiction(roots: Iterable[Root]) -> SealFinding | None:
    """Return the first kept root that the database does not bear out: its seal is gone or another."""
    for root in roots:
        seal = Seal.objects.filter(pk=root.day).first()
        if seal is None:
            return SealFinding(root, "it is in the file of roots, and no longer in the database")
        if Root.of(seal) != root:
            return SealFinding(
                root, f"the file of roots says {root.root}, the database {seal.root}: rewritten since"
            )
    return None


def _list_broken() -> Iterator[SealFinding]:
    previous: Seal | None = None
    revisions = read_revisions()
    for seal in Seal.objects.order_by("day").iterator():
        what = _explain(seal, previous, hash_revisions(revisions, seal.day))
        if what:
            yield SealFinding(Root.of(seal), what)
        previous = seal


def _explain(seal: Seal, previous: Seal | None, texts: str) -> str:
    if previous and seal.day != previous.day + DAY:
        return f"the seals between {previous.day} and this day are missing"
    if seal.first != (previous.last + 1 if previous else 1):
        return "it does not begin where the seal before it ends"
    if seal.previous != (previous.hash if previous else GENESIS):
        return "it does not follow the seal before it"
    if seal.hash != hash_seal(seal.day, seal.first, seal.last, seal.root, seal.previous, texts):
        return "it was changed, or a revision of the policy from before that day was"
    if seal.root != find_root(read_hashes(seal.first, seal.last)):
        return "its rows have another root: a row was changed, removed or inserted"
    return ""
