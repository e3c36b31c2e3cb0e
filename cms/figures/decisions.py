"""How visitors decided, as bars with a table of the same; what is too small to be shown is not drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from consent.evidence.reporting import Group, Outcome, Quarter, Report
from pages.charting.bar import Part, divide_bar
from pages.charting.numbers import write_number

WIDTH = 640


@dataclass(frozen=True, slots=True)
class Row:
    """One revision in one language: its name, its cells and total as they are written, and its bar."""

    revision: str
    language: str
    cells: tuple[tuple[str, str, str], ...]
    total: str
    bar: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """All that the bar says."""
        return ", ".join(f"{label}: {written}" for _name, label, written in self.cells)


def name_outcomes() -> dict[Outcome, str]:
    """Return the outcomes in the order in which they are shown, in the language that is active."""
    return {
        Outcome.ACCEPTED: _("Yes to everything"),
        Outcome.REFUSED: _("No to everything"),
        Outcome.MIXED: _("Some of it"),
        Outcome.WITHDRAWN: _("Taken back"),
    }


def name_quarter(quarter: Quarter) -> str:
    """Return “January–March 2026”, in the language that is active."""
    last = date(quarter.year, quarter.first_day.month + 2, 1)
    return f"{date_format(quarter.first_day, 'F')}–{date_format(last, 'F Y')}"


def prepare_rows(report: Report, language: str) -> list[Row]:
    """Return a row for each revision and language."""
    return [prepare_row(group, language) for group in report.groups]


def prepare_row(group: Group, language: str) -> Row:
    labels = name_outcomes()
    counts = [(outcome.value, label, group.counts[outcome]) for outcome, label in labels.items()]
    shown = [(name, label, count or 0) for name, label, count in counts]
    return Row(
        name_revision(group.revision),
        {"sv": _("Swedish"), "en": _("English")}.get(group.language, group.language),
        tuple((name, label, write_count(count, language)) for name, label, count in counts),
        _("not shown") if group.total is None else write_number(group.total, language),
        tuple(divide_bar(shown, WIDTH)) if any(count for _n, _l, count in shown) else (),
    )


def name_revision(value: str) -> str:
    """Return when a revision was published, for people; what is no time as it stands."""
    try:
        return date_format(localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    except ValueError:
        return value


def write_count(count: int | None, language: str) -> str:
    """Return a count, or that it is too small to be shown."""
    return _("fewer than 5") if count is None else write_number(count, language)


def list_cells(report: Report, language: str) -> Iterator[Sequence[object]]:
    """Yield the table for a file; a small count and its total are words there too."""
    yield _("Revision"), _("Language"), *name_outcomes().values(), _("In all")
    for group in report.groups:
        cells = [_("fewer than 5") if count is None else count for count in group.counts.values()]
        total = _("not shown") if group.total is None else group.total
        yield group.revision, group.language, *cells, total
    if report.beyond != 0:
        written = _("fewer than 5") if report.beyond is None else report.beyond
        yield _("Counted only, above the limit of a minute"), "", "", "", "", "", written
