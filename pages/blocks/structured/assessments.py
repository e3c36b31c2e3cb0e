"""What a follow-up says of each priority."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    TextBlock,
)

from pages.choices import Assessment

from .choosing import PageKeyChooserBlock


class AssessmentBlock(StructBlock):
    """One priority, how it is going, and why we think so (bedömning)."""

    priority = PageKeyChooserBlock("pages.PriorityPage", label=_("Priority"))
    assessment = ChoiceBlock(label=_("Assessment"), choices=Assessment.choices)
    text = TextBlock(
        label=_("Grounds"),
        help_text=_("Two to five sentences: what the assessment rests on, and what it leads to."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Assessment of a priority")


class AssessmentsBlock(StreamBlock):
    """The assessments of one year, one for each priority."""

    assessment = AssessmentBlock()

    def clean(self, value: StreamValue, **kwargs: Any) -> StreamValue:
        cleaned = super().clean(value, **kwargs)
        seen: set[int] = set()
        errors: dict[int, ValidationError] = {}
        for place, block in enumerate(cleaned):
            priority = block.value["priority"]
            if priority is not None and priority.pk in seen:
                errors[place] = ValidationError(_("This priority has an assessment already."))
            elif priority is not None:
                seen.add(priority.pk)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
