"""Reads the chain from its first row to its end, and names the first row that is not as it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from consent.evidence.chaining import HEAD
from consent.evidence.hashing import GENESIS, HASHED, hash_row, write_time
from consent.models import Evidence, EvidenceHead

ROWS_AT_ONCE = 2000
Row = Mapping[str, Any]


class Kind(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Finding:
    """A row, by its number in the chain, and what became of it; `about` says when it was written, or so."""

    kind: Kind
    sequence: int
    about: str

    def __str__(self) -> str:
        return f"row {self.sequence} was {self.kind} ({self.about})"


class Unreadable(Exception):
    """The row of number `args[0]` holds what no column of its type can hold."""


def find_first() -> Finding | None:
    """Return the first row that was changed, removed or inserted; None when the chain is whole.

    Reads the rows as a stream, in constant memory. Rows that are appended meanwhile do no harm.
    A chain whose end was cut, or that was written anew from some row on, together with the head,
    is whole in itself: seals and roots find that (`consent.evidence.comparing`).
    """
    head = EvidenceHead.objects.filter(pk=HEAD).first()
    walk = Walk(head)
    try:
        for row in _stream():
            found = walk.look_at(row)
            if found:
                return found
    except Unreadable as error:
        return Finding(Kind.CHANGED, error.args[0], "it cannot be read")
    return walk.end()


class Walk:
    """How far the chain has been followed: the number and the hashes that the next row must fit."""

    def __init__(self, head: EvidenceHead | None) -> None:
        self.head = head
        self.expected = 1
        self.previous = self.before_previous = GENESIS
        self.at: Any = None

    def look_at(self, row: Row) -> Finding | None:
        """Follow the chain by one row, or say what is wrong with it."""
        found = self._explain_number(row)
        if found is None and hash_row(row) != row["hash"]:
            found = self._explain_hash(row)
        elif found is None and row["previous"] != self.previous:
            found = self._explain_link(row)
        elif found is None and self.head and self.head.sequence == row["sequence"]:
            found = _compare(row, self.head)
        self.before_previous, self.previous = self.previous, row["hash"]
        self.expected, self.at = row["sequence"] + 1, row["at"]
        return found

    def end(self) -> Finding | None:
        """Compare the last row with the head, which is read again: rows may have come meanwhile."""
        last, before = self.expected - 1, self.head
        if before and last < before.sequence:
            return Finding(Kind.REMOVED, self.expected, self._tell_between(None))
        head = EvidenceHead.objects.filter(pk=HEAD).first()
        if last and head is None:
            return Finding(Kind.CHANGED, last, "the head of the chain is missing")
        if head and last > head.sequence:
            return Finding(Kind.INSERTED, head.sequence + 1, self._tell_between(None))
        return None

    def _explain_number(self, row: Row) -> Finding | None:
        """Say whether rows are missing before this one, or it stands outside of the chain."""
        sequence = row["sequence"]
        if sequence == self.expected:
            return None
        if sequence < 1 or self.head is None or self.expected > self.head.sequence:
            return Finding(Kind.INSERTED, sequence, _tell(row["at"]))
        return Finding(Kind.REMOVED, self.expected, self._tell_between(row["at"]))

    def _explain_hash(self, row: Row) -> Finding:
        """Say why a row does not have its own hash: changed, or numbered anew behind another."""
        sequence, following = row["sequence"], _read(row["sequence"] + 1)
        moved_up = following is not None and _fits(following, sequence)
        if _fits(row, sequence - 1):
            return Finding(Kind.INSERTED, sequence - 1, _tell(self.at))
        if moved_up and not _fits(row, sequence + 1):
            return Finding(Kind.INSERTED, sequence, _tell(row["at"]))
        if _fits(row, sequence + 1) and not moved_up:
            return Finding(Kind.REMOVED, sequence, self._tell_between(row["at"]))
        return Finding(Kind.CHANGED, sequence, _tell(row["at"]))

    def _explain_link(self, row: Row) -> Finding:
        """Say whether a row that has its own hash, and not its predecessor's, is wrong, or its predecessor."""
        sequence = row["sequence"]
        following = _read(sequence + 1)
        after = following["previous"] if following else self.head.hash if self.head else row["hash"]
        if sequence == 1 or after != row["hash"]:
            return Finding(Kind.CHANGED, sequence, _tell(row["at"]))
        if row["previous"] == self.before_previous:
            return Finding(Kind.INSERTED, sequence - 1, _tell(self.at))
        return Finding(Kind.CHANGED, sequence - 1, _tell(self.at))

    def _tell_between(self, until: Any) -> str:
        since = f"after {_tell(self.at)}" if self.at else "at the beginning"
        return f"{since}, before {_tell(until)}" if until else since


def _stream() -> Iterator[Row]:
    """Yield the rows in order; raises `Unreadable` where the database cannot give one back."""
    rows = Evidence.objects.order_by("sequence").values(*HASHED, "hash").iterator(ROWS_AT_ONCE)
    last: int | None = None
    while True:
        try:
            row = next(rows, None)
        except (ValueError, TypeError):
            yield from _read_singly(last)
            return
        if row is None:
            return
        last = row["sequence"]
        yield row


def _read_singly(after: int | None) -> Iterator[Row]:
    """Yield the rows one by one, to find the one that spoils its whole batch [ran, SQLite]."""
    rows = Evidence.objects.order_by("sequence")
    rest = rows if after is None else rows.filter(sequence__gt=after)
    for sequence in rest.values_list("sequence", flat=True).iterator(ROWS_AT_ONCE):
        row = _read(sequence)
        if row is None:
            raise Unreadable(sequence)
        yield row


def _compare(row: Row, head: EvidenceHead) -> Finding | None:
    """Say whether the last row was written anew, with a hash of its own: the head remembers the old one."""
    if row["hash"] == head.hash:
        return None
    following = _read(row["sequence"] + 1)
    pushed = following is not None and _fits(following, row["sequence"])
    return Finding(Kind.INSERTED if pushed else Kind.CHANGED, row["sequence"], _tell(row["at"]))


def _read(sequence: int) -> Row | None:
    try:
        row: Row | None = Evidence.objects.filter(pk=sequence).values(*HASHED, "hash").first()
    except (ValueError, TypeError):
        return None
    return row


def _fits(row: Row, sequence: int) -> bool:
    """Tell whether a row has the hash that it had under another number."""
    return hash_row({**row, "sequence": sequence}) == str(row["hash"])


def _tell(at: Any) -> str:
    """Return a row's time to the second in UTC, for a sentence."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if isinstance(at, datetime) else write_time(at)
