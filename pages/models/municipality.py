"""The municipalities of the county."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from .stating import CHANGE_PANEL, PublishedSnippet

validate_municipality = RegexValidator(r"^\d{4}$", _("Write the four digits of the municipality’s code."))


class Municipality(PublishedSnippet):
    """A municipality (kommun), with the code that Statistics Sweden gives it."""

    type_name = "municipality"

    code = models.CharField(
        _("municipal code"),
        max_length=4,
        validators=[validate_municipality],
        help_text=_("Four digits, such as 1980 for Västerås (Statistics Sweden)."),
    )

    override_translatable_fields: ClassVar = [
        *PublishedSnippet.override_translatable_fields,
        SynchronizedField("code", overridable=False),
    ]
    panels: ClassVar = [FieldPanel("name"), FieldPanel("code"), CHANGE_PANEL]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "locale"],
                name="one_municipality_a_code",
                violation_error_message=_("Another municipality has this code."),
            )
        ]

    @property
    def shown_code(self) -> str:
        return self.code
