"""What has been done in an action, and when."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import DateBlock, StreamBlock, StructBlock, StructValue, TextBlock


class EntryBlock(StructBlock):
    """One dated entry (lägesrapport)."""

    date = DateBlock(label=_("Date"))
    text = TextBlock(
        label=_("What has happened"),
        help_text=_("One to three sentences: what was done, and what comes next."),
    )

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        return {"date": value["date"], "text": value["text"]}

    class Meta:
        icon = "date"
        label = _("Entry")


class ProgressBlock(StreamBlock):
    """The entries of an action, shown latest first."""

    entry = EntryBlock()
