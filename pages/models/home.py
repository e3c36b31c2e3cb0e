"""The front page of one language."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.reading import IN_THE_PLAN, rank_plan, read_entries

from .published import CHANGE_PANEL, PublishedPage


class HomePage(PublishedPage):
    """The front page (startsida), the root of one language's pages."""

    type_name = "home"

    content_panels: ClassVar = [*PublishedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = [Page]
    subpage_types: ClassVar = ["pages.PlanPage", "pages.AboutPage", "pages.StandardPage"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        entries = read_entries(self.locale.language_code, IN_THE_PLAN).values()
        plans = sorted((entry for entry in entries if entry.type == "plan"), key=rank_plan)
        return {**context, "plan_on_front": plans[0] if plans else None}
