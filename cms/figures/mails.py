"""The mails of a period as pictures and tables: how many went, failed and were held back, and of which kind they were."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cms.figures.visits_drawing import NARROW, WIDE, name_step, thin_out
from consent.statistics.reporting import Period
from pages.charting.line import Drawing, Point, Series, draw
from pages.charting.numbers import write_day, write_number
from workers.models import DailyCount, DeliveryState, Purpose
from workers.services.counting.reporting import count_by_day, count_by_purpose, list_counts

OUTCOMES = ("sent", "failed", "uncertain", "suppressed", "cancelled")
DRAWN = OUTCOMES[:4]


@dataclass(frozen=True, slots=True)
class Picture:
    """One outcome over time: what it is called, what it says, and the picture in two widths."""

    key: str
    title: str
    sentence: str
    wide: Drawing
    narrow: Drawing


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is about, and how many messages had each outcome, as they are written."""

    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A period: its pictures, the table of its steps and that of the kinds of mail."""

    period: Period
    totals: Counter[str]
    outcomes: tuple[str, ...]
    pictures: list[Picture] = field(default_factory=list)
    over_time: list[Row] = field(default_factory=list)
    purposes: list[Row] = field(default_factory=list)


def report_on(period: Period, language: str) -> Report:
    """Return what there is to show of a period, in the language that is active. Two queries, whatever its length."""
    days = count_by_day(period.first, period.last)
    totals = sum(days.values(), Counter[str]())
    names = tuple(name_outcomes().values())
    if not totals:
        return Report(period, totals, names)
    steps = list(sum_steps(period, days))
    return Report(
        period,
        totals,
        names,
        [
            draw_outcome(outcome, steps, period, language)
            for outcome in DRAWN
            if totals[outcome] or outcome in ("sent", "failed")
        ],
        [write_row(name_step(period, day, language), counts, language) for day, counts in steps],
        [
            write_row(name_purpose(purpose), counts, language)
            for purpose, counts in count_by_purpose(period.first, period.last).items()
        ],
    )


def sum_steps(period: Period, days: dict[date, Counter[str]]) -> Iterator[tuple[date, Counter[str]]]:
    """Yield each step of the period, also those without a mail, with its first day within the period."""
    begun, counts = period.first, Counter[str]()
    for number in range(period.days):
        day = period.first + timedelta(days=number)
        if period.begin(day) == day and day != period.first:
            yield begun, counts
            begun, counts = day, Counter()
        counts += days.get(day, Counter())
    yield begun, counts


def draw_outcome(
    outcome: str, steps: Sequence[tuple[date, Counter[str]]], period: Period, language: str
) -> Picture:
    """Return the line of one outcome; each has an axis of its own, or the few failures could not be seen."""
    series = Series(
        [Point(day, counts[outcome]) for day, counts in steps], None, None, "", language, least_step=1.0
    )
    most_day, most = max(((day, counts[outcome]) for day, counts in steps), key=lambda each: each[1])
    sentence = _("%(count)s from %(first)s to %(last)s. The most, %(most)s: %(day)s.") % {
        "count": write_number(sum(counts[outcome] for _day, counts in steps), language),
        "first": write_day(period.first, language),
        "last": write_day(period.last, language),
        "most": write_number(most, language),
        "day": name_step(period, most_day, language),
    }
    wide, narrow = (thin_out(draw(series, *size)) for size in (WIDE, NARROW))
    return Picture(outcome, name_outcomes()[outcome], sentence, wide, narrow)


def write_row(name: str, counts: Counter[str], language: str) -> Row:
    return Row(name, tuple(write_number(counts[outcome], language) for outcome in OUTCOMES))


def name_outcomes() -> dict[str, str]:
    """Return the outcomes in the order in which they are shown, in the language that is active."""
    return {
        "sent": _("Sent mails"),
        "failed": _("Mails that failed"),
        "uncertain": _("Mails with a lost answer"),
        "suppressed": _("Mails held back"),
        "cancelled": _("Mails called off"),
    }


def name_purpose(purpose: str) -> str:
    """Return what a mail is for; one of a kind that is no longer made keeps its name."""
    return str(Purpose(purpose).label).capitalize() if purpose in Purpose.values else purpose


def list_cells(period: Period) -> Iterator[Sequence[object]]:
    """Yield every count of a period for a file."""
    yield _("Day"), _("Kind of mail"), _("Outcome"), _("Mails")
    for day, purpose, outcome, number in list_counts(period.first, period.last):
        yield day, name_purpose(purpose), str(DeliveryState(outcome).label), number


def is_kept() -> bool:
    """Tell whether any day was ever counted."""
    return DailyCount.objects.exists()
