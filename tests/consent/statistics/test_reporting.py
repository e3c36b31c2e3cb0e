"""The figures of a period add up, however it is cut."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from consent.models import DailyCount
from consent.statistics.reporting import Period, list_rows, report_on, sum_steps

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)), DAYS, st.integers(0, 900)
)


@given(period=PERIODS, seed=st.integers(0, 9))
def test_the_steps_of_a_period_hold_every_day_once(period: Period, seed: int) -> None:
    by_day = {period.first + timedelta(days=number): number % 7 + seed for number in range(period.days)}
    steps = list(sum_steps(period, by_day))
    assert sum(views for _day, views in steps) == sum(by_day.values())
    begins = [day for day, _views in steps]
    assert begins[0] == period.first
    assert [period.end(day) + timedelta(days=1) for day in begins[:-1]] == begins[1:]
    assert period.end(begins[-1]) == period.last
    assert all(day == period.begin(day) for day in begins[1:])


@pytest.mark.parametrize(
    ("days", "step"), [(1, "day"), (31, "day"), (32, "week"), (190, "week"), (366, "month")]
)
def test_a_long_period_has_longer_steps(days: int, step: str) -> None:
    assert Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1)).step == step


@pytest.mark.django_db
def test_a_period_tells_of_its_own_days_and_the_most_viewed_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [
        (date(2026, 3, 1), "/sv/planen/", "sv", "", 3),
        (date(2026, 3, 2), "/sv/planen/", "sv", "example.org", 2),
        (date(2026, 3, 2), "/en/plan/", "en", "example.org", 4),
        (date(2026, 3, 3), "/en/plan/", "en", "", 100),
    ]
    for day, path, language, host, views in rows:
        DailyCount.objects.create(day=day, path=path, language=language, referring_host=host, views=views)
    period = Period(date(2026, 3, 1), date(2026, 3, 2))
    with django_assert_num_queries(4):
        report = report_on(period)
    assert report.views == 9
    assert report.over_time == ((date(2026, 3, 1), 3), (date(2026, 3, 2), 6))
    assert [(line.name, line.views) for line in report.pages] == [("/sv/planen/", 5), ("/en/plan/", 4)]
    assert [(line.name, line.views) for line in report.languages] == [("sv", 5), ("en", 4)]
    assert [(line.name, line.views) for line in report.hosts] == [("example.org", 6), ("", 3)]
    assert len(list(list_rows(period))) == 3


@pytest.mark.django_db
def test_a_period_without_a_visit_is_a_line_of_zeros() -> None:
    report = report_on(Period(date(2026, 3, 1), date(2026, 3, 2)))
    assert (report.views, report.pages) == (0, ())
    assert [views for _day, views in report.over_time] == [0, 0]
