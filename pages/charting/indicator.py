"""What an indicator shows, told three times: as a picture, as a sentence and as a table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from .line import Drawing, Point, Series, draw
from .numbers import name_days, write_day, write_number

WIDE, NARROW = (640, 240), (280, 240)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the day, the value, and whether it is outcome, baseline or target."""

    day: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator in one language. `wide` and `narrow` are None when it has no value yet."""

    title: str
    unit: str
    description: str
    sentence: str
    wide: Drawing | None
    narrow: Drawing | None
    baseline: str
    target: str
    rows: tuple[Row, ...]
    source: str
    licence: str
    is_example: bool


def describe_indicator(title: str, content: dict[str, Any], language: str) -> IndicatorFigure:
    """Return the figure of an indicator from its title and content in the publication record.

    `content` holds `unit`, `values` (a list of `{date, value}`), `baseline` and `target` (the
    same, or None), with dates as ISO strings. The caller says in which language they are written.
    """
    values = sorted((read_point(each) for each in content["values"]), key=lambda point: point.day)
    baseline = read_point(content["baseline"]) if content["baseline"] else None
    target = read_point(content["target"]) if content["target"] else None
    telling = Telling(values, baseline, target, content["unit"], language)
    with override(language):
        named = telling.name_target()
        series = Series(values, baseline, target, named, language)
        return IndicatorFigure(
            title=title,
            unit=content["unit"],
            description=content["description"],
            sentence=telling.tell(),
            wide=draw(series, *WIDE) if values else None,
            narrow=draw(series, *NARROW) if values else None,
            baseline=telling.name_baseline(),
            target=named,
            rows=tuple(telling.list_rows()),
            source=content["source"],
            licence=content["licence"],
            is_example=bool(content.get("is_example")),
        )


def read_point(said: dict[str, Any]) -> Point:
    """Return the point that the record keeps as `{date, value}`."""
    return Point(date.fromisoformat(str(said["date"])), float(said["value"]))


@dataclass(frozen=True, slots=True)
class Telling:
    """The words about an indicator; its methods speak the language that is active."""

    values: list[Point]
    baseline: Point | None
    target: Point | None
    unit: str
    language: str

    def tell(self) -> str:
        """Return all that the picture says, in sentences."""
        return " ".join(each for each in (self.tell_values(), self.tell_ends()) if each)

    def tell_values(self) -> str:
        if not self.values:
            return _("There is no value yet.")
        first, last = self.values[0], self.values[-1]
        to = {"last": self.measure(last), "last_day": self.name(last)}
        if first is last:
            return _("%(last)s (%(last_day)s).") % to
        return _("From %(first)s (%(first_day)s) to %(last)s (%(last_day)s).") % {
            "first": self.measure(first),
            "first_day": self.name(first),
            **to,
        }

    def tell_ends(self) -> str:
        """Return where it began and where it should lead; empty where neither is said."""
        told = []
        if self.baseline:
            words = {"value": self.measure(self.baseline), "day": self.name(self.baseline)}
            told.append(_("The baseline is %(value)s (%(day)s).") % words)
        if self.target:
            words = {"value": self.measure(self.target), "day": self.name(self.target)}
            told.append(_("The target is %(value)s (%(day)s).") % words)
        return " ".join(told)

    def name_baseline(self) -> str:
        """Return “Baseline 2020: 1,700”, empty without one."""
        if self.baseline is None:
            return ""
        words = {"day": self.name(self.baseline), "value": write_number(self.baseline.value, self.language)}
        return _("Baseline %(day)s: %(value)s") % words

    def name_target(self) -> str:
        """Return “Target 2028: 2,800”, empty without one."""
        if self.target is None:
            return ""
        words = {"day": self.name(self.target), "value": write_number(self.target.value, self.language)}
        return _("Target %(day)s: %(value)s") % words

    def list_rows(self) -> list[Row]:
        """Return a row for each number, in the order of time."""
        kinds = [(point, pgettext("in a table of values", "Outcome")) for point in self.values]
        if self.baseline:
            kinds.insert(0, (self.baseline, pgettext("in a table of values", "Baseline")))
        if self.target:
            kinds.append((self.target, pgettext("in a table of values", "Target")))
        return [
            Row(write_day(point.day, self.language), write_number(point.value, self.language), kind)
            for point, kind in sorted(kinds, key=lambda each: each[0].day)
        ]

    def measure(self, point: Point) -> str:
        """Return a value with its unit."""
        return f"{write_number(point.value, self.language)} {self.unit}".strip()

    def name(self, point: Point) -> str:
        points = [*self.values, *(each for each in (self.baseline, self.target) if each)]
        return name_days([each.day for each in points], self.language)[point.day]
