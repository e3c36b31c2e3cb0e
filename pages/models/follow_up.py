"""What a year of the plan led to."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.blocks.structured import AssessmentsBlock
from pages.choices import Assessment
from pages.codes import natural_order
from pages.glossary import Glossary
from pages.references import find_references
from pages.relating import Relations, read_last_said, resolve

from .published import CHANGE_PANEL, PublishedPage
from .said import say_list


class FollowUpPage(PublishedPage):
    """The follow-up (uppföljning) of one year, with an assessment of each priority."""

    type_name = "follow_up"

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    assessments = StreamField(
        AssessmentsBlock(),
        blank=True,
        verbose_name=_("assessments"),
        help_text=_("One for each priority of the plan."),
    )

    content_panels: ClassVar = [
        FieldPanel("year"),
        *PublishedPage.content_panels[:-1],
        FieldPanel("assessments"),
        PublishedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.PlanPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        said = self.said["assessments"]
        gone = set(find_references(said)) - related.keys()
        related = related | read_last_said(gone, self.locale.language_code)
        shown = [
            (
                resolve(each["priority"], related),
                each["assessment"],
                Assessment(each["assessment"]).label,
                each["text"],
            )
            for each in said
        ]
        named = [each for each in shown if each[0] is not None]
        return {
            "assessments_shown": sorted(
                named, key=lambda each: natural_order(each[0].code if each[0] else "")
            )
        }

    @property
    def said(self) -> dict[str, Any]:
        return {"year": self.year, "assessments": say_list(self.assessments)}
