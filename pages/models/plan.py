"""The plan itself."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from pages.choices import PlanStatus
from pages.documents import describe_document
from pages.glossary import Glossary
from pages.references import refer
from pages.relating import Relations, resolve

from .published import CHANGE_PANEL, PublishedPage
from .said import show_date

YEARS = [MinValueValidator(1990), MaxValueValidator(2199)]


class PlanPage(PublishedPage):  # type: ignore[django-manager-missing]  # Wagtail's manager is untyped
    """The region's skills plan (kompetensplan), above principles and development areas."""

    type_name = "plan"

    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEARS)
    status = models.CharField(
        _("status"), max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT
    )
    decision_body = models.CharField(
        _("decided by"),
        max_length=200,
        blank=True,
        help_text=_("The body that adopted the plan, such as the regional council."),
    )
    decision_date = models.DateField(_("date of the decision"), null=True, blank=True)
    registration_number = models.CharField(
        _("registration number"),
        max_length=60,
        blank=True,
        help_text=_("The number under which the decision is registered (diarienummer)."),
    )
    adopted_document = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("adopted document"),
        help_text=_("The document as it was decided, as an accessible PDF."),
    )
    superseded_by = models.ForeignKey(
        "pages.PlanPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("superseded by"),
        help_text=_("The plan that readers should go to instead of this one."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("A function and how to reach it, not a person."),
    )
    review_due = models.DateField(
        _("review due"),
        null=True,
        blank=True,
        help_text=_("When the plan should be looked through. The desk reminds you from that day."),
    )

    override_translatable_fields: ClassVar = [
        *PublishedPage.override_translatable_fields,
        SynchronizedField("status", overridable=False),
        SynchronizedField("registration_number", overridable=False),
        SynchronizedField("superseded_by", overridable=False),
    ]
    content_panels: ClassVar = [
        *PublishedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
                FieldPanel("status"),
                PageChooserPanel("superseded_by", "pages.PlanPage"),
            ],
            heading=_("Period and status"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decision_body"), FieldPanel("decision_date")]),
                FieldPanel("registration_number"),
                FieldPanel("adopted_document"),
            ],
            heading=_("Decision"),
        ),
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("review_due")], heading=_("Contact and review")),
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.HomePage"]
    subpage_types: ClassVar = [
        "pages.PrinciplePage",
        "pages.DevelopmentAreaPage",
        "pages.FollowUpPage",
        "pages.StandardPage",
        "pages.GlossaryPage",
    ]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    @property
    def said(self) -> dict[str, Any]:
        return {
            "first_year": self.first_year,
            "last_year": self.last_year,
            "status": self.status,
            "decision_body": self.decision_body,
            "decision_date": self.decision_date,
            "registration_number": self.registration_number,
            "adopted_document": describe_document(self.adopted_document),
            "superseded_by": refer(self.superseded_by),
            "contact": self.contact,
        }

    def is_superseded_in_a_circle(self) -> bool:
        """Tell whether the plans that follow lead back to this one."""
        following, met = self.superseded_by, set()
        while following is not None and following.pk not in met:
            if following.translation_key == self.translation_key:
                return True
            met.add(following.pk)
            following = following.superseded_by
        return False

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        said = self.said
        years = f"{self.first_year}–{self.last_year}" if self.first_year and self.last_year else ""
        facts = [
            (_("Period"), years),
            (_("Status"), PlanStatus(self.status).label),
            (_("Decided by"), self.decision_body),
            (_("Date of the decision"), show_date(self.decision_date)),
            (_("Registration number"), self.registration_number),
            (_("Contact"), self.contact),
        ]
        return {
            "facts": [fact for fact in facts if fact[1]],
            "document_shown": said["adopted_document"],
            "followed_by": resolve(said["superseded_by"], related),
        }

    def clean(self) -> None:
        """Refuse a period that ends before it begins, and a decision that nobody made."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.first_year and self.last_year and self.last_year < self.first_year:
            errors["last_year"] = _("The period ends before it begins. Change one of the years.")
        if self.status == PlanStatus.ADOPTED:
            if not self.decision_body.strip():
                errors["decision_body"] = _("Say who adopted the plan, or choose another status.")
            if not self.decision_date:
                errors["decision_date"] = _("Say when the plan was adopted, or choose another status.")
        if self.is_superseded_in_a_circle():
            errors["superseded_by"] = _(
                "A plan cannot come after itself. Choose the plan that follows this one."
            )
        if self.superseded_by_id and self.status != PlanStatus.SUPERSEDED:
            errors["status"] = _("A plan that another one supersedes has the status “superseded”.")
        if errors:
            raise ValidationError(errors)
