"""What an indicator was at a date."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    DateBlock,
    DecimalBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructValue,
)


class ValueBlock(StructBlock):
    """One value (värde), in the indicator's unit, and the day that it describes."""

    date = DateBlock(label=_("Date"), help_text=_("The day that the value describes, often the year’s last."))
    value = DecimalBlock(label=_("Value"), max_digits=18, decimal_places=4)

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {"date": value["date"], "value": float(value["value"])}

    class Meta:
        icon = "order"
        label = _("Value")


class ValuesBlock(StreamBlock):
    """The values of an indicator, one a day at most."""

    value = ValueBlock()

    def clean(self, value: StreamValue, **kwargs: Any) -> StreamValue:
        cleaned = super().clean(value, **kwargs)
        seen: set[date] = set()
        errors: dict[int, ValidationError] = {}
        for place, block in enumerate(cleaned):
            if block.value["date"] in seen:
                errors[place] = ValidationError(
                    _("There is a value for this date already. Change that one, or the date.")
                )
            seen.add(block.value["date"])
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
