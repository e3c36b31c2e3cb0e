"""A development area of the plan."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .coded import CodedPage
from .published import CHANGE_PANEL


class DevelopmentAreaPage(CodedPage):
    """A development area (utvecklingsområde), such as U1, above its priorities."""

    type_name = "development_area"

    content_panels: ClassVar = [*CodedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.PlanPage"]
    subpage_types: ClassVar = ["pages.PriorityPage"]

    class Meta:
        verbose_name = _("development area")
        verbose_name_plural = _("development areas")
