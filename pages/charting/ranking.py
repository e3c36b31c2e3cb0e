"""Bars below each other, the longest first: a name, then how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from .labels import CHARACTER
from .numbers import write_number

SIZE = 14.0
STRONG = 0.7
"""The width of a character of a number, which is set in bold, in heights of the type."""
ROW, BAR, ABOVE = 40.0, 12.0, 16.0
LEAST = 2.0
GAP = 6.0
CUT = "…"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name as far as there is room, its number, and where they stand in pixels."""

    name: str
    number: str
    y: float
    width: float

    @property
    def top(self) -> float:
        """Where the bar begins."""
        return self.y + GAP

    @property
    def beside(self) -> float:
        """Where the number stands, to the right of the bar."""
        return self.width + GAP

    @property
    def below(self) -> float:
        """The base line of the number."""
        return self.top + BAR - 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """A picture in pixels, ready to be printed by a template as SVG."""

    width: int
    height: float
    bars: tuple[Bar, ...]


def draw_ranking(counts: Sequence[tuple[str, int]], width: int, language: str) -> Ranking:
    """Return a bar for each name; the largest number has the whole width but for the numbers themselves."""
    numbers = [write_number(count, language) for _name, count in counts]
    room = width - GAP - max((len(each) for each in numbers), default=0) * SIZE * STRONG
    most = max((count for _name, count in counts), default=0) or 1
    bars = tuple(
        Bar(
            shorten(name, width),
            number,
            place * ROW + ABOVE,
            round(max(room * count / most, LEAST if count else 0.0), 1),
        )
        for place, ((name, count), number) in enumerate(zip(counts, numbers, strict=True))
    )
    return Ranking(width, len(bars) * ROW, bars)


def shorten(name: str, width: float) -> str:
    """Return a name that is no wider than the picture."""
    longest = int(width / (SIZE * CHARACTER))
    return name if len(name) <= longest else name[: longest - 1].rstrip() + CUT
