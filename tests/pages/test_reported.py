"""Whoever hears of an indicator's publication can tell whether it reported new values."""

from collections.abc import Iterator
from typing import Any

import pytest

from pages.events import PagePublished, page_published
from tests.pages.building import build_actor, build_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[bool]]:
    said: list[bool] = []

    def hear(event: PagePublished, **kwargs: Any) -> None:
        said.append(event.reported)

    page_published.connect(hear)
    yield said
    page_published.disconnect(hear)


def test_an_indicator_with_values_reports_them_and_a_new_text_reports_nothing(heard: list[bool]) -> None:
    indicator = build_indicator()
    assert heard == [True]
    indicator.description = "En annan text."
    indicator.save_revision().publish()
    assert heard == [True, False]
    indicator.values.append(("value", {"date": "2026-12-31", "value": "2600"}))
    indicator.save_revision().publish()
    assert heard == [True, False, True]


def test_what_has_no_values_reports_nothing(heard: list[bool]) -> None:
    build_indicator(values=[])
    build_actor()
    assert heard
    assert not any(heard)
