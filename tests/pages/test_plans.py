"""Which of several plans readers meet first."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cms.shell import read_shell
from pages.choices import PlanStatus
from pages.models import HomePage, PlanPage
from tests.pages.building import add, build_area, build_home, publish

pytestmark = pytest.mark.django_db


def build(home: HomePage, title: str, status: PlanStatus, *, is_example: bool = False) -> PlanPage:
    fields: dict[str, Any] = {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "is_example": is_example,
    }
    decision: dict[str, Any] = {"decision_body": "Regionfullmäktige", "decision_date": date(2020, 5, 4)}
    plan = add(home, PlanPage, status=status, **fields, **decision)
    build_area(plan, title=f"Området i {title}")
    return plan


def menu() -> list[str]:
    return [item.title for item in read_shell("/", "sv").menu if item.title.startswith("Plan")]


def test_menu_has_the_plan_that_applies_first_and_no_superseded_one() -> None:
    home = build_home()
    build(home, "Plan 2020", PlanStatus.SUPERSEDED)
    build(home, "Plan 2028", PlanStatus.CONSULTATION)
    build(home, "Plan 2024", PlanStatus.ADOPTED)
    build(home, "Plan 2022", PlanStatus.ADOPTED, is_example=True)
    assert menu() == ["Plan 2024", "Plan 2028", "Plan 2022"]


def test_superseded_plan_stays_in_the_menu_while_it_is_the_only_one() -> None:
    build(build_home(), "Plan 2020", PlanStatus.SUPERSEDED)
    assert menu() == ["Plan 2020"]


def test_front_page_shows_the_areas_of_the_plan_that_applies(client: Client) -> None:
    home = build_home()
    old = build(home, "Plan 2020", PlanStatus.ADOPTED)
    assert "Området i Plan 2020" in client.get("/sv/").content.decode()
    new = build(home, "Plan 2024", PlanStatus.ADOPTED)
    old.status, old.superseded_by = PlanStatus.SUPERSEDED, new
    publish(old)
    front = client.get("/sv/").content.decode()
    assert "Området i Plan 2024" in front
    assert "Området i Plan 2020" not in front
