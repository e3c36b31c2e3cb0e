"""A page costs the same number of queries however large the plan is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from tests.pages.building import build_about, build_area, build_home, build_plan, build_priority

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/sv/", "/sv/planen/", "/sv/planen/u1/", "/sv/planen/u1/u1-1/", "/sv/om-planen/"]
)
def test_a_page_takes_as_many_queries_in_a_small_plan_as_in_a_large_one(
    client: Client, path: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    home = build_home()
    plan = build_plan(home)
    build_about(home)
    build_priority(build_area(plan, "U1"), "U1.1")
    Site.clear_site_root_paths_cache()
    client.get(path)
    with django_assert_max_num_queries(20) as few:
        client.get(path)
    for number in range(2, 12):
        build_priority(build_area(plan, f"U{number}"), f"U{number}.1")
    client.get(path)
    with django_assert_max_num_queries(20) as many:
        client.get(path)
    assert len(many) == len(few)
