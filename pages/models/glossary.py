"""The page that lists the words that are explained."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.reading import list_terms

from .published import CHANGE_PANEL, PublishedPage


class GlossaryPage(PublishedPage):
    """The glossary (ordlista): every public term, in alphabetical order."""

    type_name = "glossary"

    content_panels: ClassVar = [*PublishedPage.content_panels, CHANGE_PANEL]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.PlanPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("glossary page")
        verbose_name_plural = _("glossary pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "terms": list_terms(self.locale.language_code)}
