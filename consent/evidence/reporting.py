"""How visitors decided, by revision and language; a small count never leaves this module."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Sum

from consent.categories import OPTIONAL
from consent.evidence.chaining import OVERFLOW
from consent.evidence.days import begin_day, find_day, find_today
from consent.models import Evidence

LEAST = 5
MONTHS = 3
REPEATED = "receipt"
WITHDRAWAL = "withdrawal"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    MIXED = "mixed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter in Stockholm, 1 to 4.

    Figures are shown for quarters alone: they do not overlap, so none can be taken from another to
    find a count that is too small to be shown.
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that has this day."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Its beginning, and the moment at which it is over."""
        return begin_day(self.first_day), begin_day(self.following.first_day)


@dataclass(frozen=True, slots=True)
class Group:
    """The decisions under one revision in one language. None is a count of fewer than 5.

    There is a total only where every part of it is shown: else it would tell the part that is not.
    """

    revision: str
    language: str
    counts: Mapping[Outcome, int | None]

    @property
    def total(self) -> int | None:
        counts = list(self.counts.values())
        return None if None in counts else sum(count for count in counts if count)


@dataclass(frozen=True, slots=True)
class Report:
    """A quarter's decisions, newest revision first; `beyond` were counted above the limit of a minute.

    `beyond` is 0 for none, None for fewer than 5.
    """

    groups: tuple[Group, ...]
    beyond: int | None


def list_quarters() -> list[Quarter]:
    """Return the quarters from the first decision to today, newest first; this one when there is none."""
    first = Evidence.objects.order_by("at").values_list("at", flat=True).first()
    now = Quarter.of(find_today())
    quarter = min(Quarter.of(find_day(first)), now) if first else now
    quarters = [quarter]
    while quarters[-1] < now:
        quarters.append(quarters[-1].following)
    return quarters[::-1]


def report_on(quarter: Quarter) -> Report:
    """Count a quarter's decisions. One query. Equal repeats, made for a receipt alone, do not count."""
    tallies: dict[tuple[str, str], Counter[Outcome]] = {}
    beyond = 0
    for surface, revision, language, choices, count in _count(quarter):
        if surface == OVERFLOW:
            beyond += count
        elif surface != REPEATED:
            outcome = name_outcome(surface, choices)
            tallies.setdefault((revision, language), Counter())[outcome] += count
    groups = [
        Group(revision, language, {outcome: show(tally[outcome]) for outcome in Outcome})
        for (revision, language), tally in sorted(tallies.items(), key=_newest_first)
    ]
    return Report(tuple(groups), show(beyond) if beyond else 0)


def show(count: int) -> int | None:
    """Return a count that may be shown; None for fewer than 5, 0 too."""
    return count if count >= LEAST else None


def name_outcome(surface: str, choices: Mapping[str, object]) -> Outcome:
    """Return what a decision came to."""
    states = {choices.get(name) for name in OPTIONAL}
    if surface == WITHDRAWAL:
        return Outcome.WITHDRAWN
    if states == {"granted"}:
        return Outcome.ACCEPTED
    if states == {"refused"} and not choices.get("services"):
        return Outcome.REFUSED
    return Outcome.MIXED


def _count(quarter: Quarter) -> Iterator[tuple[str, str, str, Mapping[str, object], int]]:
    since, until = quarter.span
    rows = Evidence.objects.filter(at__gte=since, at__lt=until)
    columns = ("surface", "revision", "language", "choices")
    yield from rows.order_by().values_list(*columns).annotate(decisions=Sum("count")).iterator()


def _newest_first(item: tuple[tuple[str, str], object]) -> tuple[float, str]:
    (revision, language), _tally = item
    try:
        return -datetime.fromisoformat(revision).timestamp(), language
    except ValueError:
        return 0.0, language
