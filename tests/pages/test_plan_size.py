"""The desk and the site ask the database as often for a plan of 1 000 actions as for one of 100."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from pages.models import ActionPage, PriorityPage
from tests.pages.building import build_home, build_plan
from tests.pages.conftest import Editor
from tests.pages.scaling import grow_plan

pytestmark = pytest.mark.django_db


def count_queries(ask: Callable[[], Any]) -> int:
    """Return how many queries an answer takes once what every process keeps is known."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    assert answer.status_code == 200
    return len(queries)


def test_a_plan_ten_times_as_large_takes_no_more_queries(
    editor: Editor, size: Callable[[int, int], int]
) -> None:
    """Full size: 10 areas, 100 priorities, 1 000 actions and 200 indicators, and a tenth of each."""
    plan = build_plan(build_home())
    grow_plan(plan, 1, size(2, 10), size(3, 10), size(2, 20))
    Site.clear_site_root_paths_cache()
    priority = PriorityPage.objects.get(code="U1.1")
    action = ActionPage.objects.get(code="U1.1.1")
    asked = {
        "the page tree": f"/admin/pages/{priority.pk}/",
        "the plan in the page tree": f"/admin/pages/{plan.pk}/",
        "the edit view of an action": f"/admin/pages/{action.pk}/edit/",
        "the edit view of a priority": f"/admin/pages/{priority.pk}/edit/",
        "the edit view of the plan": f"/admin/pages/{plan.pk}/edit/",
        "the dashboard": "/admin/",
        "the overview": "/sv/planen/",
        "a priority": "/sv/planen/u1/u1-1/",
        "an action": "/sv/planen/u1/u1-1/u1-1-1/",
        "the outline": f"/api/v1/plans/{plan.translation_key}/outline/",
    }
    few = {name: count_queries(lambda path=path: editor.client.get(path)) for name, path in asked.items()}  # type: ignore[misc]  # bound now
    grow_plan(plan, size(3, 10), size(3, 10), size(6, 10), size(20, 200))
    Site.clear_site_root_paths_cache()
    many = {name: count_queries(lambda path=path: editor.client.get(path)) for name, path in asked.items()}  # type: ignore[misc]  # bound now
    assert many == few
    assert few["the overview"] <= 25
