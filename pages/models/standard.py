"""A page of prose."""

from typing import ClassVar

from .published import CHANGE_PANEL, PublishedPage


class StandardPage(PublishedPage):
    """Prose that is no part of the plan's structure (standardsida)."""

    type_name = "standard"

    content_panels: ClassVar = [*PublishedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.AboutPage", "pages.PlanPage", "pages.StandardPage"]
    subpage_types: ClassVar = ["pages.StandardPage"]
