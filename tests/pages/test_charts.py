"""A picture of numbers: readable axes, nothing outside of it, and the same told in words."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.charting import describe_indicator
from pages.charting.axes import span_values
from pages.charting.bar import divide_bar
from pages.charting.indicator import NARROW, WIDE
from pages.charting.line import Drawing, Point, Series, draw
from pages.charting.numbers import name_days, write_number

NUMBERS = st.floats(-1e14, 1e14, allow_nan=False).map(lambda number: round(number, 4))
POINTS = st.builds(Point, st.dates(date(1900, 1, 1), date(2100, 1, 1)), NUMBERS)
SERIES = st.builds(
    lambda values, baseline, target, language: Series(
        sorted(values, key=lambda point: point.day), baseline, target, "Mål 2028: 2 800", language
    ),
    st.lists(POINTS, min_size=1, max_size=30, unique_by=lambda point: point.day),
    st.none() | POINTS,
    st.none() | POINTS,
    st.sampled_from(["sv", "en"]),
)
YEARS = {2021: 1840, 2022: 1960.5, 2025: 2410}


def describe(language: str = "sv", **changes: Any) -> Any:
    content = {
        "description": "",
        "unit": "personer",
        "values": [{"date": f"{year}-12-31", "value": value} for year, value in YEARS.items()],
        "baseline": {"date": "2020-12-31", "value": 1700},
        "target": {"date": "2028-12-31", "value": 2800},
        "source": "SCB",
        "licence": "CC0",
        **changes,
    }
    return describe_indicator("Vuxna i utbildning", content, language)


@settings(deadline=None)
@given(series=SERIES, size=st.sampled_from([WIDE, NARROW]))
def test_every_mark_and_every_word_lies_inside_the_picture(series: Series, size: tuple[int, int]) -> None:
    drawing = draw(series, *size)
    marks = [*drawing.dots, *(each for each in (drawing.baseline, drawing.target) if each)]
    assert all(drawing.left <= x <= drawing.width and 0 <= y <= drawing.height for x, y in marks)
    assert list(drawing.grid) == sorted(drawing.grid, reverse=True)
    for label in drawing.labels:
        left, top, right, bottom = label.box
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


@settings(deadline=None)
@given(series=SERIES, size=st.sampled_from([WIDE, NARROW]))
def test_no_word_covers_another(series: Series, size: tuple[int, int]) -> None:
    labels = draw(series, *size).labels
    assert not [
        (one.text, two.text) for one in labels for two in labels if one is not two and one.covers(two)
    ]


@settings(deadline=None)
@given(values=st.lists(NUMBERS, min_size=1))
def test_an_axis_holds_every_value_between_few_ticks(values: list[float]) -> None:
    ticks = span_values(values, 200, 30).ticks
    assert 2 <= len(ticks) <= 8
    room = 1e-9 * max(map(abs, values))
    assert ticks[0] <= min(values) + room
    assert ticks[-1] >= max(values) - room


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([1840, 2410, 2800], (1750, 2000, 2250, 2500, 2750, 3000)),
        ([3, 8, 11], (0, 5, 10, 15)),
        ([0.61, 0.68], (0.6, 0.62, 0.64, 0.66, 0.68)),
        ([-8, -2], (-8, -6, -4, -2, 0)),
        ([-3, 4], (-4, -2, 0, 2, 4)),
        ([50, 50], (45, 47.5, 50, 52.5, 55)),
        ([0], (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_ticks_are_round_numbers(values: list[float], ticks: tuple[float, ...]) -> None:
    assert span_values(values, 200, 30).ticks == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (2410, "2\xa0410", "2,410"),
        (12.5, "12,5", "12.5"),
        (-3, "\N{MINUS SIGN}3", "\N{MINUS SIGN}3"),
        (0.00001, "0", "0"),
        (1e14, "100\xa0000\xa0000\xa0000\xa0000", "100,000,000,000,000"),
    ],
)
def test_numbers_are_written_as_each_language_does(number: float, swedish: str, english: str) -> None:
    assert (write_number(number, "sv"), write_number(number, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ((date(2024, 12, 31), date(2025, 12, 31)), ["2024", "2025"]),
        ((date(2025, 3, 31), date(2025, 6, 30)), ["mar 2025", "jun 2025"]),
        ((date(2025, 3, 1), date(2025, 3, 31)), ["1 mar 2025", "31 mar 2025"]),
    ],
)
def test_days_are_named_as_shortly_as_tells_them_apart(days: tuple[date, ...], names: list[str]) -> None:
    assert list(name_days(days, "sv").values()) == names


def test_a_sentence_says_all_that_the_picture_shows() -> None:
    assert describe().sentence == (
        "Från 1\xa0840 personer 2021 till 2\xa0410 personer 2025. "
        "Utgångsläget är 1\xa0700 personer 2020. Målet är 2\xa0800 personer 2028."
    )
    assert describe("en").sentence == (
        "From 1,840 personer (2021) to 2,410 personer (2025). "
        "The baseline is 1,700 personer (2020). The target is 2,800 personer (2028)."
    )


def test_the_table_holds_every_number_in_the_order_of_time() -> None:
    assert [(row.day, row.value, row.kind) for row in describe().rows] == [
        ("31 december 2020", "1\xa0700", "Utgångsläge"),
        ("31 december 2021", "1\xa0840", "Utfall"),
        ("31 december 2022", "1\xa0960,5", "Utfall"),
        ("31 december 2025", "2\xa0410", "Utfall"),
        ("31 december 2028", "2\xa0800", "Mål"),
    ]


def test_the_target_and_the_first_and_last_value_stand_in_the_picture() -> None:
    drawing: Drawing = describe().wide
    texts = [label.text for label in drawing.labels]
    assert {"Mål 2028: 2\xa0800", "1\xa0840", "2\xa0410", "2020", "2028"} <= set(texts)


def test_a_lone_value_is_drawn_without_a_line() -> None:
    drawing = describe(values=[{"date": "2025-12-31", "value": 7}], baseline=None, target=None).wide
    assert (len(drawing.dots), drawing.path) == (1, "")


def test_without_values_the_figure_says_so_and_draws_nothing() -> None:
    figure = describe(values=[])
    assert figure.wide is None
    assert figure.sentence.startswith("Det finns inget värde än.")
    assert len(figure.rows) == 2


@settings(deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5).filter(any))
def test_the_parts_of_a_bar_fill_its_width_and_none_that_counts_is_invisible(counts: list[int]) -> None:
    parts = divide_bar([(str(place), "", count) for place, count in enumerate(counts)], 640)
    shown = [part for part in parts if part.count]
    assert shown[-1].x + shown[-1].width == pytest.approx(640, abs=0.2)
    assert all(part.width >= 6 for part in shown)
    assert all(one.x + one.width <= two.x for one, two in pairwise(shown))
