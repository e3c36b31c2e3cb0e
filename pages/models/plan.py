"""The plan itself."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from .published import CHANGE_PANEL, PublishedPage


class PlanPage(PublishedPage):
    """The region's skills plan (kompetensplan), above principles and development areas."""

    type_name = "plan"

    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    content_panels: ClassVar = [
        *PublishedPage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")])], heading=_("Period")
        ),
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["pages.PrinciplePage", "pages.DevelopmentAreaPage", "pages.StandardPage"]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    @property
    def said(self) -> dict[str, Any]:
        return {"first_year": self.first_year, "last_year": self.last_year}
