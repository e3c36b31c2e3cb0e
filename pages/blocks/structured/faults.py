"""What is known not to be accessible yet."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DateBlock, StreamBlock, StructBlock, StructValue, TextBlock
from wagtail_localize.segments import StringSegmentValue

validate_criterion = RegexValidator(
    r"^\d{1,2}(\.\d{1,2}){1,4}$", _("Write the criterion’s number, such as 1.4.3.")
)


class FaultBlock(StructBlock):
    """One known fault (känd brist): the criterion, what it means for the reader, and when it is mended."""

    criterion = CharBlock(
        label=_("Criterion"),
        max_length=20,
        validators=[validate_criterion],
        help_text=_("The number in WCAG or EN 301 549, such as 1.4.3."),
    )
    description = TextBlock(
        label=_("Description"), help_text=_("What does not work, for whom, and how to get round it.")
    )
    mended_by = DateBlock(label=_("Mended by"), required=False)

    def get_translatable_segments(self, value: StructValue) -> list[Any]:
        return [StringSegmentValue("description", value["description"])]

    def restore_translated_segments(self, value: StructValue, segments: list[Any]) -> StructValue:
        for segment in segments:
            value["description"] = segment.render_text()
        return value

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {
            "criterion": value["criterion"],
            "description": value["description"],
            "mended_by": value["mended_by"],
        }

    class Meta:
        icon = "warning"
        label = _("Known fault")


class FaultsBlock(StreamBlock):
    """The known faults of the site."""

    fault = FaultBlock()
