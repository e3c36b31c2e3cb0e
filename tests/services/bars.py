"""The figures that the tests measured, beside what they must keep to."""

import operator
from dataclasses import dataclass

COMPARE = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq}


@dataclass(frozen=True)
class Bar:
    name: str
    figure: float
    relation: str
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        return bool(COMPARE[self.relation](self.figure, self.limit))

    def __str__(self) -> str:
        mark = "ok  " if self.is_met else "MISS"
        return f"{mark} {self.name}: {self.figure:g} {self.unit} ({self.relation} {self.limit:g})"


class Bars:
    """Collects the bars of a run; a missed one fails its test."""

    def __init__(self) -> None:
        self.all: list[Bar] = []

    def __call__(self, name: str, figure: float, limit: float, unit: str = "", relation: str = "<=") -> None:
        bar = Bar(name, figure, relation, limit, unit)
        self.all.append(bar)
        assert bar.is_met, str(bar)
