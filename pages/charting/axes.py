"""Axes that people can read: round numbers, not too many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SAME = 1e-9
ROUNDING = 1e-12
FROM_ZERO = 0.5


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers between two ends, and where each falls on a line of pixels; a lone one in the middle."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return the pixel of a value; `start` is the pixel of the first tick, `end` of the last."""
        low, high = self.ticks[0], self.ticks[-1]
        share = (value - low) / (high - low) if high > low else 0.5
        return round(self.start + share * (self.end - self.start), 1)


def span_values(
    values: Sequence[float], start: float, end: float, steps: int = 4, least: float = 0.0
) -> Axis:
    """Return an axis that holds all values, with about that many steps between its ticks.

    It begins at zero unless that would flatten the picture: a low of half the high or more.
    Each step is a multiple of `least`, where that is given.
    """
    low, high = min(values), max(values)
    if high - low <= SAME * max(abs(low), abs(high)):
        room = abs(high) / 10 or 1.0
        low, high = low - room, high + room
        low = max(low, 0.0) if min(values) >= 0 else low
    elif 0 <= low < high * FROM_ZERO:
        low = 0.0
    elif 0 >= high > low * FROM_ZERO:
        high = 0.0
    step = round_step((high - low) / steps)
    if least:
        step = math.ceil(step / least - ROUNDING) * least
    first, last = math.floor(low / step + ROUNDING), math.ceil(high / step - ROUNDING)
    return Axis(tuple(number * step for number in range(first, last + 1)), start, end)


def round_step(rough: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, the least that is no smaller than `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough * (1 - ROUNDING))
