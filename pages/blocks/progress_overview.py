"""How far the actions have come."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from pages.charting.bar import divide_bar
from pages.choices import ActionStatus
from pages.tallying import tally_actions

from .around import language_of
from .structured.choosing import PageKeyChooserBlock

WIDTH = 640


class ProgressOverviewBlock(StructBlock):
    """The actions of a plan or an area by status (lägesbild), counted when the page is shown."""

    part = PageKeyChooserBlock(
        ["pages.PlanPage", "pages.DevelopmentAreaPage"],
        label=_("Plan or development area"),
        required=False,
        help_text=_("Leave it empty for the whole plan that the page belongs to."),
    )

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        part = value["part"]
        around = context.get("plan")
        key = part.translation_key if part else around.key if around else None
        tally = tally_actions(language_of(context), key)
        if tally is None or not tally.total:
            return {**context, "tally": tally, "bar": []}
        counts = [(status.value, str(status.label), tally.counts[status.value]) for status in ActionStatus]
        return {
            **context,
            "tally": tally,
            "bar": divide_bar(counts, WIDTH),
            "rows": [(each, list(each.counts.values()), each.total) for each in tally.parts],
            "totals": [*tally.counts.values(), tally.total],
        }

    class Meta:
        icon = "tasks"
        template = "pages/blocks/progress_overview.html"
