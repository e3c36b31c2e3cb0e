"""A page of prose."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .published import CHANGE_PANEL, PublishedPage


class StandardPage(PublishedPage):
    """Prose that is no part of the plan's structure (standardsida)."""

    type_name = "standard"

    content_panels: ClassVar = [*PublishedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = [
        "pages.HomePage",
        "pages.AboutPage",
        "pages.PlanPage",
        "pages.StandardPage",
    ]
    subpage_types: ClassVar = ["pages.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
