"""One bar, divided by what its parts count."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 6.0
BETWEEN = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the bar: what it counts, how many, and where it lies in pixels."""

    name: str
    label: str
    count: int
    x: float
    width: float


def divide_bar(counts: Iterable[tuple[str, str, int]], width: float) -> list[Part]:
    """Return a part for each (name, label, count); one that counts nothing has no width.

    A small part is still wide enough to be seen, and the parts with the gaps fill the width.
    """
    counts = list(counts)
    shown = [count for _name, _label, count in counts if count]
    room = width - BETWEEN * (len(shown) - 1) - LEAST * len(shown)
    parts, x = [], 0.0
    for name, label, count in counts:
        wide = LEAST + room * count / sum(shown) if count else 0.0
        parts.append(Part(name, label, count, round(x, 1), round(wide, 1)))
        x += wide + BETWEEN if count else 0.0
    return parts
