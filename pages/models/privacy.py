"""How personal data are handled."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.glossary import Glossary
from pages.relating import Relations

from .published import CHANGE_PANEL, PublishedPage


class PrivacyPage(PublishedPage):
    """What is done with personal data, by whom and on what ground (personuppgifter)."""

    type_name = "privacy"

    controller = models.CharField(
        _("controller"),
        max_length=200,
        blank=True,
        help_text=_("The authority that answers for the data, with its registration number."),
    )
    officer = models.CharField(
        _("data protection officer"),
        max_length=200,
        blank=True,
        help_text=_("How to reach the officer: a function’s address or telephone, not a person’s."),
    )

    content_panels: ClassVar = [
        *PublishedPage.content_panels[:-1],
        FieldPanel("controller"),
        FieldPanel("officer"),
        PublishedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page about personal data")
        verbose_name_plural = _("pages about personal data")

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        facts = [(_("Controller"), self.controller), (_("Data protection officer"), self.officer)]
        return {"facts": [fact for fact in facts if fact[1]]}

    @property
    def said(self) -> dict[str, Any]:
        return {"controller": self.controller, "officer": self.officer}
