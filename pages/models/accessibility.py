"""What the site promises of accessibility, and how to report what does not work."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.blocks.structured import FaultsBlock
from pages.choices import AssessmentMethod, ComplianceLevel
from pages.glossary import Glossary
from pages.relating import Relations

from .published import CHANGE_PANEL, PublishedPage
from .said import say_list, show_date


class AccessibilityStatementPage(PublishedPage):
    """The accessibility statement (tillgänglighetsredogörelse) that DOS-lagen, 13 §, asks for."""

    type_name = "accessibility_statement"

    compliance = models.CharField(
        _("compliance"),
        max_length=10,
        choices=ComplianceLevel.choices,
        default=ComplianceLevel.PARTIAL,
        help_text=_("Fully compliant only when no fault at all is known."),
    )
    faults = StreamField(FaultsBlock(), blank=True, verbose_name=_("known faults"))
    method = models.CharField(
        _("method"), max_length=10, choices=AssessmentMethod.choices, default=AssessmentMethod.SELF
    )
    assessed_on = models.DateField(
        _("date of assessment"), null=True, blank=True, help_text=_("At most a year ago.")
    )

    override_translatable_fields: ClassVar = [
        *PublishedPage.override_translatable_fields,
        SynchronizedField("compliance", overridable=False),
        SynchronizedField("method", overridable=False),
    ]
    content_panels: ClassVar = [
        *PublishedPage.content_panels[:-1],
        FieldPanel("compliance"),
        FieldPanel("faults"),
        FieldRowPanel([FieldPanel("method"), FieldPanel("assessed_on")]),
        PublishedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def said(self) -> dict[str, Any]:
        return {
            "compliance": self.compliance,
            "faults": say_list(self.faults),
            "method": self.method,
            "assessed_on": self.assessed_on,
        }

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        facts = [
            (_("Compliance"), ComplianceLevel(self.compliance).label),
            (_("Method"), AssessmentMethod(self.method).label),
            (_("Assessed on"), show_date(self.assessed_on)),
        ]
        return {"facts": [fact for fact in facts if fact[1]], "faults_shown": say_list(self.faults)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "reports_faults": True}
