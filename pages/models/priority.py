"""A priority within a development area."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .coded import CodedPage
from .published import CHANGE_PANEL


class PriorityPage(CodedPage):
    """A priority (prioritering), such as U1.2."""

    type_name = "priority"

    content_panels: ClassVar = [*CodedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.DevelopmentAreaPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
