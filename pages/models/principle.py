"""A principle that guides how the plan is carried out."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .published import CHANGE_PANEL, PublishedPage


class PrinciplePage(PublishedPage):
    """A guiding principle (vägledande princip)."""

    type_name = "principle"

    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("The place of the principle among the others, from 1.")
    )

    content_panels: ClassVar = [*PublishedPage.content_panels, FieldPanel("order"), CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.PlanPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guiding principle")
        verbose_name_plural = _("guiding principles")

    @property
    def said(self) -> dict[str, Any]:
        return {"order": self.order}
