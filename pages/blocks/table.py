"""A table of facts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StructBlock, StructBlockValidationError, StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTable

from .clean_html import keep_for_the_record, show_to_readers
from .grid import GridBlock, says_something

FIRST_ROW, FIRST_COLUMN, BOTH = "first_row", "first_column", "both"


class TableBlock(StructBlock):
    """A table (tabell) whose cells belong to a heading: above them, to their left, or both.

    Stored as `{"headers": "first_row" | "first_column" | "both", "table": {"caption": "…",
    "columns": [{"type": "text", "heading": "…"}], "rows": [{"values": ["<p>…</p>", …]}]}}`. The
    headings of columns stand in `columns`, never in `rows`; with `first_column` they are empty.
    """

    headers = ChoiceBlock(
        label=_("Headings"),
        choices=[
            (FIRST_ROW, _("Above each column")),
            (FIRST_COLUMN, _("To the left of each row")),
            (BOTH, _("Both above and to the left")),
        ],
        default=FIRST_ROW,
        help_text=_("Tells a screen reader what each cell belongs to."),
    )
    table = GridBlock(label=_("Contents"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            fault = find_fault(cleaned["headers"], cleaned["table"])
            if fault is not None:
                raise StructBlockValidationError({"headers": ValidationError(fault, code="headings")})
        return cleaned

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        headers, table = value["headers"], value["table"]
        rows = [[show_to_readers(cell.source, context) for cell in row["values"]] for row in table.row_data]
        beside = headers in (FIRST_COLUMN, BOTH)
        return {
            **context,
            "caption": table.caption,
            "columns": [] if headers == FIRST_COLUMN else [column["heading"] for column in table.columns],
            "rows": [(row[0], row[1:]) if beside and row else (None, row) for row in rows],
        }

    def get_api_representation(self, value: StructValue, context: Any = None) -> dict[str, Any]:
        table = value["table"]
        return {
            "caption": table.caption,
            "headers": value["headers"],
            "columns": [column["heading"] for column in table.columns],
            "rows": [[keep_for_the_record(cell.source) for cell in row["values"]] for row in table.row_data],
        }

    class Meta:
        icon = "table"
        template = "pages/blocks/table.html"


def find_fault(headers: str, table: TypedTable) -> str | None:
    """Return what is wrong with the headings, or None. The corner above row headings may be empty."""
    headings = [column["heading"].strip() for column in table.columns]
    if headers == FIRST_COLUMN and any(headings):
        return str(_("There are headings above the columns too. Choose “both”, or empty them."))
    if headers != FIRST_COLUMN and not all(headings[1:] if headers == BOTH else headings):
        return str(_("A column has no heading. Write one above each column."))
    if headers != FIRST_ROW and not all(says_something(row["values"][0]) for row in table.row_data):
        return str(_("A row has no heading. Write one in the first cell of each row."))
    return None
