"""An indicator in the running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from pages.charting import describe_indicator
from pages.relating import read_related

from .around import language_of
from .structured.choosing import KeyChooserBlock


class IndicatorChartBlock(StructBlock):
    """A picture and a table of an indicator (indikatordiagram), as it is public today."""

    indicator = KeyChooserBlock(
        "pages.Indicator",
        label=_("Indicator"),
        help_text=_("The picture follows the indicator: it changes when a value is reported."),
    )

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        chosen, locale = value["indicator"], language_of(context)
        said = read_related([chosen.translation_key], locale) if chosen else {}
        figures = [describe_indicator(each.title, each.content, locale) for each in said.values()]
        return {**context, "indicator": figures[0] if figures else None}

    class Meta:
        icon = "history"
        template = "pages/blocks/indicator_chart.html"
