"""A day's root as one line of text: what leaves the database, and is compared with it later."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consent.models import Seal

MARK = "consent-root"
_LINE = re.compile(
    rf"{MARK}\s+day=(\d{{4}}-\d\d-\d\d)\s+rows=(\d{{1,18}})-(\d{{1,18}})"
    r"\s+root=([0-9a-f]{64})\s+seal=([0-9a-f]{64})(?![0-9a-z])"
)
_QUOTES = re.compile(r"(?m)^[>|\s]+")


class BadRootsError(ValueError):
    """The text holds no roots, or a broken one; the message says where."""


@dataclass(frozen=True, slots=True)
class Root:
    """One day's root; the rows are `first` to `last`, and an empty day has `last` one below `first`.

    `seal` vouches for the days before too.
    """

    day: date
    first: int
    last: int
    root: str
    seal: str

    def __str__(self) -> str:
        return f"{MARK} day={self.day} rows={self.first}-{self.last} root={self.root} seal={self.seal}"

    @classmethod
    def of(cls, seal: Seal) -> "Root":
        """Return what is told of a seal."""
        return cls(seal.day, seal.first, seal.last, seal.root, seal.hash)


def parse_roots(text: str) -> list[Root]:
    """Return the roots in a text, sorted by day: of the file, a log or a mail, quoted or wrapped too.

    Raises `BadRootsError` for a line that begins as a root and does not end as one, and for none at all.
    """
    found: dict[Root, None] = {}
    plain = _QUOTES.sub("", text)
    for begun in re.finditer(re.escape(MARK), plain):
        match = _LINE.match(plain, begun.start())
        root = _read(match) if match else None
        if root is None:
            number = plain.count("\n", 0, begun.start()) + 1
            raise BadRootsError(f"line {number} is not a whole root: {plain[begun.start() :][:60]!r}")
        found[root] = None
    if not found:
        raise BadRootsError(f"no line begins with “{MARK}”")
    return sorted(found, key=lambda root: (root.day, root.first))


def list_days(roots: Iterable[Root]) -> str:
    """Return the first and last day of some roots, for a sentence."""
    days = sorted(root.day for root in roots)
    return str(days[0]) if days[0] == days[-1] else f"{days[0]} – {days[-1]}"


def _read(match: re.Match[str]) -> Root | None:
    day, first, last, root, seal = match.groups()
    try:
        return Root(date.fromisoformat(day), int(first), int(last), root, seal)
    except ValueError:
        return None
