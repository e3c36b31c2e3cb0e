"""Builds a plan of any size, quickly: live pages without revisions, recorded as they are saved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pages.models import ActionPage, DevelopmentAreaPage, Indicator, PlanPage, PriorityPage
from tests.pages.building import build_actor, build_indicator

EACH = 10
STATUSES = ("not_started", "ongoing", "done", "delayed", "ended")


def grow_plan(plan: PlanPage, areas: int, priorities: int, actions: int, indicators: int) -> None:
    """Give a plan that many areas, priorities an area, actions a priority, and indicators in all.

    What is there already is kept and counted.
    """
    actor = build_actor() if not ActionPage.objects.exists() else None
    named = [
        build_indicator(f"Indikator {number}", live=True)
        for number in range(Indicator.objects.count() + 1, indicators + 1)
    ]
    roles = [{"type": "role", "value": {"role": "responsible", "actor": actor.pk}}] if actor else []
    for area in grow(plan, DevelopmentAreaPage, "U{}", areas, roles=roles):
        for priority in grow(area, PriorityPage, area.code + ".{}", priorities, **name_indicators(named)):
            list(
                grow(
                    priority,
                    ActionPage,
                    priority.code + ".{}",
                    actions,
                    status=STATUSES[len(priority.code) % len(STATUSES)],
                    start=date(2025, 1, 1),
                    roles=roles,
                )
            )


def grow(parent: Any, model: Any, codes: str, count: int, **fields: Any) -> Iterator[Any]:
    """Yield the children of one type, those that were missing made."""
    there = {child.code: child for child in model.objects.child_of(parent)}
    parent = type(parent).objects.get(pk=parent.pk)
    for number in range(1, count + 1):
        code = codes.format(number)
        child = there.get(code)
        if child is None:
            slug = code.replace(".", "-").lower()
            child = model(
                title=f"Del {code}",
                lead="Två meningar.",
                slug=slug,
                code=code,
                locale=parent.locale,
                **fields,
            )
            parent.add_child(instance=child)
        yield child


def name_indicators(named: list[Indicator]) -> dict[str, Any]:
    """Return the field that names up to two indicators."""
    return {"indicators": [{"type": "indicator", "value": each.pk} for each in named[:2]]}
