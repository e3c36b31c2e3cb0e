"""What the plan is and for whom."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.reading import read_actors

from .published import CHANGE_PANEL, PublishedPage


class AboutPage(PublishedPage):
    """About the plan (om planen), with the actors in their groups."""

    type_name = "about"

    content_panels: ClassVar = [*PublishedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = ["pages.StandardPage"]

    class Meta:
        verbose_name = _("page about the plan")
        verbose_name_plural = _("pages about the plan")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "groups": read_actors(self.locale.language_code)}
