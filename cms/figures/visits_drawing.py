"""The figures of a period as pictures, each with a sentence and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consent.statistics.reporting import Line, Period, Report
from pages.charting.line import Drawing, Point, Series, draw
from pages.charting.numbers import write_day, write_number
from pages.charting.ranking import Ranking, draw_ranking
from pages.models import Publication

WIDE, NARROW = (720, 260), (320, 240)
RANKING_WIDTH = 420
MOST_DOTS = 35
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. `url` leads to the page where it is live; `lang` is that of a page's title."""

    name: str
    views: str
    path: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart: what it is called, what it says, the picture or pictures, and its table."""

    key: str
    title: str
    sentence: str
    heading: str
    rows: tuple[Row, ...]
    wide: Drawing | None = None
    narrow: Drawing | None = None
    ranking: Ranking | None = None


def draw_report(report: Report, language: str) -> list[Picture]:
    """Return the pictures of a period with visits, in the language that is active. One query, for the titles."""
    titles = find_titles([line.name for line in report.pages[:SHOWN]])
    pages = [name_page(line, titles, language) for line in report.pages[:SHOWN]]
    named = {"sv": _("Swedish"), "en": _("English")}
    languages = [
        Row(named.get(line.name, line.name), write_number(line.views, language)) for line in report.languages
    ]
    hosts = [
        Row(line.name or _("No referring website, or unknown"), write_number(line.views, language))
        for line in report.hosts[:SHOWN]
    ]
    return [
        draw_time(report, language),
        draw_lines("pages", _("Most viewed pages"), _("Page"), report.pages, pages, language),
        draw_lines("languages", _("Languages"), _("Language"), report.languages, languages, language),
        draw_lines("hosts", _("Referring websites"), _("Website"), report.hosts, hosts, language),
    ]


def draw_time(report: Report, language: str) -> Picture:
    """Return the line of visits over time; dots only where there is room for them."""
    points = [Point(day, views) for day, views in report.over_time]
    series = Series(points, None, None, "", language, least_step=1.0)
    most = max(points, key=lambda point: point.value)
    sentence = ngettext(
        "%(views)s page view from %(first)s to %(last)s. The most, %(most)s: %(day)s.",
        "%(views)s page views from %(first)s to %(last)s. The most, %(most)s: %(day)s.",
        report.views,
    ) % {
        "views": write_number(report.views, language),
        "first": write_day(report.period.first, language),
        "last": write_day(report.period.last, language),
        "most": write_number(most.value, language),
        "day": name_step(report.period, most.day, language),
    }
    rows = [
        Row(name_step(report.period, day, language), write_number(views, language))
        for day, views in report.over_time
    ]
    heading = {"day": _("Day"), "week": _("Week"), "month": _("Month")}[report.period.step]
    wide, narrow = (thin_out(draw(series, *size)) for size in (WIDE, NARROW))
    return Picture("time", _("Page views over time"), sentence, heading, tuple(rows), wide, narrow)


def thin_out(drawing: Drawing) -> Drawing:
    """Leave out the dots of a long line."""
    return drawing if len(drawing.dots) <= MOST_DOTS else replace(drawing, dots=())


def name_step(period: Period, day: date, language: str) -> str:
    """Return a day in full; of a week or a month, the days that it has within the period."""
    if period.step == "day":
        return write_day(day, language)
    last = period.end(day)
    return _("%(first)s to %(last)s") % {
        "first": write_day(day, language),
        "last": write_day(last, language),
    }


def draw_lines(
    key: str, title: str, heading: str, lines: Sequence[Line], rows: Sequence[Row], language: str
) -> Picture:
    """Return a ranking of the first lines; the table has the others too, as one row."""
    counts = [(row.name, line.views) for row, line in zip(rows, lines, strict=False)]
    sentence = "; ".join(f"{row.name}: {row.views}" for row in rows)
    ranking = draw_ranking(counts, RANKING_WIDTH, language)
    others = lines[len(rows) :]
    if others:
        views = write_number(sum(line.views for line in others), language)
        rows = [
            *rows,
            Row(ngettext("%(count)s other", "%(count)s others", len(others)) % {"count": len(others)}, views),
        ]
    return Picture(key, title, sentence, heading, tuple(rows), ranking=ranking)


def name_page(line: Line, titles: dict[str, str], language: str) -> Row:
    """Return a page's row: its title and a link where it is live, else the path alone."""
    views = write_number(line.views, language)
    if line.name not in titles:
        return Row(line.name, views)
    return Row(titles[line.name], views, line.name, line.name, line.name[1:3])


def find_titles(paths: Sequence[str]) -> dict[str, str]:
    """Return the titles of those paths that are public now. One query."""
    return dict(Publication.objects.open().filter(path__in=paths).values_list("path", "title"))
