"""A line through dated values, with where it began and where it should lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .axes import Axis, span_values
from .labels import Anchor, Label, Sheet
from .numbers import count_decimals, name_days, write_number

SIZE, STRONG = 13.0, 15.0
GAP, ABOVE, BELOW, BESIDE = 9.0, 30.0, 38.0, 24.0
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """What a picture shows; the values are sorted by day, and there is at least one.

    What comes in whole numbers has 1 as `least_step` of its axis.
    """

    values: Sequence[Point]
    baseline: Point | None
    target: Point | None
    target_label: str
    language: str
    least_step: float = 0.0

    @property
    def points(self) -> list[Point]:
        return [*self.values, *(each for each in (self.baseline, self.target) if each)]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in pixels, ready to be printed by a template as SVG."""

    width: int
    height: int
    left: float
    grid: tuple[float, ...]
    path: str
    dots: tuple[Spot, ...]
    baseline: Spot | None
    target: Spot | None
    labels: tuple[Label, ...]

    @property
    def right(self) -> float:
        """Where the lines end."""
        return self.width - 2.0

    @property
    def square(self) -> str:
        """The path of the baseline's mark."""
        if self.baseline is None:
            return ""
        x, y = self.baseline
        return f"M{x - 6} {y - 6}H{x + 6}V{y + 6}H{x - 6}Z"

    @property
    def diamond(self) -> str:
        """The path of the target's mark."""
        if self.target is None:
            return ""
        x, y = self.target
        return f"M{x} {y - 7} {x + 7} {y} {x} {y + 7} {x - 7} {y}Z"


def draw(series: Series, width: int, height: int) -> Drawing:
    """Return the picture of a series. Every mark and every label lies inside of it."""
    values = [point.value for point in series.points]
    up = span_values(values, height - BELOW, ABOVE, least=series.least_step)
    decimals = count_decimals(up.ticks)
    ticks = [(write_number(tick, series.language, decimals), up.place(tick)) for tick in up.ticks]
    left = max(Label(text, 0, 0, "start", "tick", SIZE).box[2] for text, _y in ticks) + GAP
    days = [point.day.toordinal() for point in series.points]
    along = Axis((min(days), max(days)), left + BESIDE, width - BESIDE)

    def place(point: Point) -> Spot:
        return along.place(point.day.toordinal()), up.place(point.value)

    dots = tuple(place(point) for point in series.values)
    baseline = place(series.baseline) if series.baseline else None
    target = place(series.target) if series.target else None
    sheet = Sheet(width, height)
    for text, y in ticks:
        sheet.put([Label(text, left - GAP, y + SIZE / 3, "end", "tick", SIZE)])
    if target:
        sheet.put(beside_the_line(series.target_label, left, width, target[1]))
    name_values(sheet, series, dots)
    name_places(sheet, series, along, height)
    return Drawing(
        width=width,
        height=height,
        left=left,
        grid=tuple(y for _text, y in ticks),
        path="M" + " ".join(f"{x} {y}" for x, y in dots) if len(dots) > 1 else "",
        dots=dots,
        baseline=baseline,
        target=target,
        labels=tuple(sheet.labels),
    )


def beside_the_line(text: str, left: float, width: float, y: float) -> list[Label]:
    """Return where the target's name may stand: at either end of its line, above or below."""
    ends: tuple[tuple[float, Anchor], ...] = ((width - 2, "end"), (left + 2, "start"))
    return [
        Label(text, x, y + shift, anchor, "target", SIZE)
        for x, anchor in ends
        for shift in (-GAP - 4, GAP + 4 + SIZE)
    ]


def name_values(sheet: Sheet, series: Series, dots: Sequence[Spot]) -> None:
    """Write the last and the first value at their dots, above or below."""
    anchors: tuple[Anchor, ...] = ("middle", "end", "start")
    for place in dict.fromkeys((len(dots) - 1, 0)):
        x, y = dots[place]
        text = write_number(series.values[place].value, series.language)
        sheet.put(
            Label(text, x, y + shift, anchor, "value", STRONG)
            for anchor in anchors
            for shift in (-GAP - 5, GAP + 5 + STRONG)
        )


def name_places(sheet: Sheet, series: Series, along: Axis, height: int) -> None:
    """Write the days below: the ends first, then as many of the others as there is room for."""
    names = name_days([point.day for point in series.points], series.language)
    first, *others, last = sorted(names) if len(names) > 1 else [*names, *names]
    anchors: tuple[Anchor, ...] = ("middle", "end", "start")
    for day in dict.fromkeys((last, first, *others)):
        ends = anchors if day in (first, last) else anchors[:1]
        x = along.place(day.toordinal())
        sheet.put(Label(names[day], x, height - GAP, anchor, "day", SIZE) for anchor in ends)
