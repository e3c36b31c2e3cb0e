"""The words that readers may need explained."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .stating import CHANGE_PANEL, PublishedSnippet


class Term(PublishedSnippet):
    """A word and its explanation, for the glossary (ordlista)."""

    type_name = "term"

    name = models.CharField(
        _("word"),
        max_length=200,
        help_text=_("As it stands in the text, in lower case unless it is a name."),
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=600,
        help_text=_("One or two sentences that somebody who is new to the subject understands."),
    )

    panels: ClassVar = [FieldPanel("name"), FieldPanel("explanation"), CHANGE_PANEL]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("glossary")

    @property
    def said(self) -> dict[str, Any]:
        return {"explanation": self.explanation}
