"""What shows whether the plan leads anywhere."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.blocks.structured import ValuesBlock
from pages.choices import Direction

from .said import say_list, say_value
from .stating import CHANGE_PANEL, PublishedSnippet


class Indicator(PublishedSnippet):
    """A measure with a baseline, a target and values over time (indikator)."""

    type_name = "indicator"

    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What is counted, and how, in a sentence or two."),
    )
    unit = models.CharField(
        _("unit"),
        max_length=60,
        blank=True,
        help_text=_("What the numbers count, such as per cent or adults a year."),
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.UP
    )
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_date = models.DateField(_("date of the baseline"), null=True, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_date = models.DateField(_("date of the target"), null=True, blank=True)
    values = StreamField(ValuesBlock(), blank=True, verbose_name=_("values"))
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Who publishes the numbers, and under what name, so that others can find them."),
    )
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("What others may do with them, such as CC0.")
    )
    values_due = models.DateField(
        _("next value due"),
        null=True,
        blank=True,
        help_text=_("When the next value should be reported. The desk reminds you from that day."),
    )
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Readers see that these numbers are made up.")
    )

    override_translatable_fields: ClassVar = [
        *PublishedSnippet.override_translatable_fields,
        SynchronizedField("direction", overridable=False),
        SynchronizedField("values", overridable=False),
    ]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("direction")]),
        FieldPanel("values"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("baseline_value"), FieldPanel("baseline_date")]),
                FieldRowPanel([FieldPanel("target_value"), FieldPanel("target_date")]),
            ],
            heading=_("Baseline and target"),
        ),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("licence"), FieldPanel("values_due"), FieldPanel("is_example")],
            heading=_("Source and follow-up"),
        ),
        CHANGE_PANEL,
    ]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    @property
    def said(self) -> dict[str, Any]:
        return {
            "description": self.description,
            "unit": self.unit,
            "direction": self.direction,
            "baseline": say_value(self.baseline_value, self.baseline_date),
            "target": say_value(self.target_value, self.target_date),
            "values": sorted(say_list(self.values), key=lambda each: str(each["date"])),
            "source": self.source,
            "licence": self.licence,
            "is_example": self.is_example,
        }

    def clean(self) -> None:
        """Refuse numbers without a unit, and a value without its date or the other way round."""
        super().clean()
        errors: dict[str, Any] = {}
        numbers = self.baseline_value is not None or self.target_value is not None or bool(self.values)
        if numbers and not self.unit.strip():
            errors["unit"] = _("Say what the numbers count: a target or a value needs a unit.")
        for name in ("baseline", "target"):
            value, day = getattr(self, f"{name}_value"), getattr(self, f"{name}_date")
            if value is not None and day is None:
                errors[f"{name}_date"] = _("Say which date the value is for.")
            if value is None and day is not None:
                errors[f"{name}_value"] = _("Say which value the date is for.")
        if self.baseline_date and self.target_date and self.target_date <= self.baseline_date:
            errors["target_date"] = _("The target lies after the baseline. Choose a later date.")
        if errors:
            raise ValidationError(errors)
