"""The cells of a table, edited in a grid at the desk and translated text by text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockAdapter,
    TypedTableBlockValidationError,
)
from wagtail.rich_text import RichText
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import extract_strings, restore_strings

from .paragraph import INLINE, ParagraphBlock

_EDITORS_MARK = re.compile(r' data-block-key="[^"]*"')


class GridBlock(TypedTableBlock):
    """Caption, columns with headings, and rows of inline rich text.

    Stored as Wagtail's typed table: `{"caption": "…", "columns": [{"type": "text", "heading":
    "…"}], "rows": [{"values": ["<p>…</p>", …]}]}`, as many values in a row as there are columns.
    """

    text = ParagraphBlock(features=INLINE, required=False, label=gettext_lazy("Text"))

    def clean(self, value: TypedTable) -> TypedTable:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        faults = []
        if not cleaned.caption.strip():
            faults.append(_("Give the table a caption that says what it shows."))
        if not cleaned.columns or not cleaned.row_data:
            faults.append(_("Add at least one column and one row."))
        if faults:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(fault) for fault in faults]
            )
        return cleaned

    def get_translatable_segments(self, value: TypedTable) -> list[Any]:
        """Return each text once, named by what it says, so that a row put in loses no translation."""
        segments: list[Any] = [StringSegmentValue("caption", value.caption)]
        segments += [StringSegmentValue(name_of(heading), heading) for heading in list_headings(value)]
        for source in list_cells(value):
            template, strings = extract_strings(source)
            links = {each["href"] for _text, attrs in strings for each in attrs.values() if "href" in each}
            cell = [TemplateSegmentValue("", "html", template, len(strings))]
            cell += [StringSegmentValue("", text, attrs=attrs) for text, attrs in strings]
            cell += [OverridableSegmentValue(quote_path_component(link), link) for link in sorted(links)]
            segments += [segment.wrap(name_of(source)) for segment in cell]
        return segments

    def restore_translated_segments(self, value: TypedTable, segments: list[Any]) -> TypedTable:
        """Return the table with translations in the place of the texts that they are named by."""
        named: dict[str, list[Any]] = defaultdict(list)
        for segment in segments:
            name, rest = segment.unwrap()
            named[name].append(rest)

        def translate(plain: str, name: str) -> str:
            return named[name][0].render_text() if name in named else plain

        def translate_cell(cell: RichText) -> RichText:
            name = name_of(unmarked(cell))
            if name not in named:
                return cell
            _format, template, strings = organise_template_segments(named[name])
            return RichText(restore_strings(template, strings))

        return TypedTable(
            columns=[
                {**column, "heading": translate(column["heading"], name_of(column["heading"]))}
                for column in value.columns
            ],
            row_data=[{"values": [translate_cell(cell) for cell in row["values"]]} for row in value.row_data],
            caption=translate(value.caption, "caption"),
        )


def name_of(text: str) -> str:
    """Return a short name of a text that stays when its place in the table changes."""
    return f"text-{sha256(text.encode()).hexdigest()[:16]}"


def list_headings(value: TypedTable) -> Iterator[str]:
    """Yield each heading once."""
    yield from dict.fromkeys(column["heading"] for column in value.columns if column["heading"].strip())


def list_cells(value: TypedTable) -> Iterator[str]:
    """Yield the HTML of each cell that says something, once."""
    cells = (cell for row in value.row_data for cell in row["values"])
    yield from dict.fromkeys(unmarked(cell) for cell in cells if says_something(cell))


def unmarked(cell: RichText) -> str:
    """Return a cell's HTML without the keys that the editor's browser gives to paragraphs."""
    return _EDITORS_MARK.sub("", cell.source)


def says_something(cell: RichText) -> bool:
    """Tell whether there is a word in the cell."""
    return bool(strip_tags(cell.source).strip())


class GridBlockAdapter(TypedTableBlockAdapter):
    """Wagtail's own grid; its words are ours where Wagtail has no Swedish for them."""

    def js_args(self, block: GridBlock) -> list[Any]:
        *others, meta = super().js_args(block)
        meta["strings"]["CAPTION"] = pgettext("of a table", "Caption")
        meta["strings"]["CAPTION_HELP_TEXT"] = _(
            "What the table shows, and for when: “Applicants to each programme, autumn 2025”."
        )
        return [*others, meta]


register(GridBlockAdapter(), GridBlock)
