"""Shows that a row is in a sealed day, and what a receipt is worth against what we hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from consent.evidence.days import DAY, find_today
from consent.evidence.hashing import HASHED, hash_row
from consent.evidence.receipts import Receipt, holds_together
from consent.evidence.recording import describe_row
from consent.evidence.roots import Root
from consent.evidence.sealing import read_hashes
from consent.evidence.trees import find_path, follow_path
from consent.models import Evidence, Seal

MOST_ROWS = 1 << 63
"""What the column of a row's number can hold."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A row's place under the root of its day (RFC 6962, 2.1.1)."""

    row: Mapping[str, Any]
    index: int
    path: tuple[str, ...]
    root: Root

    @property
    def holds(self) -> bool:
        """Tell whether row and path lead to the root; they do not when the database was tampered with."""
        size = self.root.last - self.root.first + 1
        leaf = hash_row(self.row)
        return leaf == self.row["hash"] and follow_path(leaf, self.index, size, self.path) == self.root.root

    def as_dict(self) -> dict[str, Any]:
        """Return the proof as JSON: `{row, index, path, day, first, last, root, seal, line}`."""
        root = self.root
        return {
            "row": dict(self.row),
            "index": self.index,
            "path": list(self.path),
            "day": root.day.isoformat(),
            "first": root.first,
            "last": root.last,
            "root": root.root,
            "seal": root.seal,
            "line": str(root),
        }


class Verdict(Enum):
    """What a receipt is worth."""

    GENUINE = auto()
    CHANGED = auto()
    UNKNOWN = auto()
    CONTRADICTED = auto()
    WAITING = auto()
    COUNTED = auto()


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict, and for a row of ours its time and its proof; no proof while its day is not sealed."""

    verdict: Verdict
    row: Evidence | None = None
    proof: Proof | None = None


def find_row(key: str) -> Evidence | None:
    """Return the row with this hash, or the one that commits to this commitment; None for neither."""
    rows = Evidence.objects.order_by("sequence")
    return rows.filter(hash=key).first() or rows.filter(commitment=key).first()


def prove(row: Evidence) -> Proof | None:
    """Return the proof that a row is under its day's root; None before the day is sealed."""
    seal = Seal.objects.filter(first__lte=row.sequence, last__gte=row.sequence).first()
    if seal is None:
        return None
    hashes = read_hashes(seal.first, seal.last)
    index = row.sequence - seal.first
    path = tuple(find_path(hashes, index)) if index < len(hashes) else ()
    return Proof(describe_row(row), index, path, Root.of(seal))


def find_sealing_day() -> date:
    """Return the day on which a row without a seal gets one: tomorrow, shortly after midnight."""
    return find_today() + DAY


def check_receipt(receipt: Receipt) -> Checked:
    """Compare a receipt with the chain and the seals. Some queries, and nothing is kept."""
    if not holds_together(receipt):
        return Checked(Verdict.CHANGED)
    if receipt.row is None:
        return _check_by_commitment(receipt)
    sequence = receipt.row["sequence"]
    row = Evidence.objects.filter(sequence=sequence).first() if 0 < sequence < MOST_ROWS else None
    if row is None:
        return Checked(Verdict.UNKNOWN)
    if row.hash != receipt.row["hash"] or hash_row({name: getattr(row, name) for name in HASHED}) != row.hash:
        return Checked(Verdict.CONTRADICTED, row)
    return _prove(row)


def _check_by_commitment(receipt: Receipt) -> Checked:
    if receipt.counted:
        return Checked(Verdict.COUNTED)
    row = Evidence.objects.filter(commitment=receipt.commitment).first()
    return _prove(row) if row else Checked(Verdict.WAITING)


def _prove(row: Evidence) -> Checked:
    proof = prove(row)
    genuine = proof is None or proof.holds
    return Checked(Verdict.GENUINE if genuine else Verdict.CONTRADICTED, row, proof)
