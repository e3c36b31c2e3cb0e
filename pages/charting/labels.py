"""Words within a picture, placed so that none covers another or leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

CHARACTER = 0.58
"""The width of a character of the house's typeface, in heights of the type; measured on digits."""
APART = 4.0
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose base line stands at a point, in pixels of the picture."""

    text: str
    x: float
    y: float
    anchor: Anchor
    kind: str
    size: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        width = len(self.text) * self.size * CHARACTER
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return left, self.y - self.size, left + width, self.y + self.size / 4

    def covers(self, other: "Label") -> bool:
        mine, others = self.box, other.box
        beside = mine[2] + APART <= others[0] or others[2] + APART <= mine[0]
        return not (beside or mine[3] <= others[1] or others[3] <= mine[1])


@dataclass(slots=True)
class Sheet:
    """The picture's area, and the labels that stand on it already."""

    width: float
    height: float
    labels: list[Label] = field(default_factory=list)

    def put(self, places: Iterable[Label]) -> bool:
        """Put the label at the first place that is free and inside; False when there is none."""
        for label in places:
            left, top, right, bottom = label.box
            inside = left >= 0 and top >= 0 and right <= self.width and bottom <= self.height
            if inside and not any(label.covers(other) for other in self.labels):
                self.labels.append(label)
                return True
        return False
