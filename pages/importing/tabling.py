"""Turns a table of a document into the value of a table block."""

from typing import Any

from bs4 import Tag

from pages.blocks.table import BOTH, FIRST_ROW

from . import limits
from .findings import Kind
from .phrasing import Phrasing, plain

Grid = list[list[str]]


def list_rows(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row of a table, not those of tables within it."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    return [row for row in cells if row]


def is_layout(rows: list[list[Tag]]) -> bool:
    """Tell whether a table is no table but a frame around text: it has a single row."""
    return len(rows) == 1


def build_table(rows: list[list[Tag]], phrasing: Phrasing) -> dict[str, Any] | None:
    """Return what the table block stores, with an empty caption; None when there are too many columns.

    The first row becomes the headings. A merged cell is written once, and leaves empty cells.
    """
    words = " ".join(cell.get_text(" ") for cell in rows[0])
    if any(cell.find("table") for row in rows for cell in row):
        phrasing.findings.add(Kind.NESTED_TABLES, words)
    if any(span(cell, name) > 1 for row in rows for cell in row for name in ("colspan", "rowspan")):
        phrasing.findings.add(Kind.MERGED_CELLS, words)
    grid = spread(rows, phrasing)
    width = max(len(row) for row in grid)
    if width > limits.COLUMNS:
        phrasing.findings.add(Kind.WIDE_TABLES, words)
        return None
    first, *others = [row + [""] * (width - len(row)) for row in grid]
    headings = [plain(cell) for cell in first]
    headers = BOTH if width > 1 and not headings[0] and all(headings[1:]) else FIRST_ROW
    if not all(headings[1:] if headers == BOTH else headings):
        phrasing.findings.add(Kind.MISSING_HEADERS, words)
    return {
        "headers": headers,
        "table": {
            "caption": "",
            "columns": [{"type": "text", "heading": heading} for heading in headings],
            "rows": [{"values": [f"<p>{cell}</p>" if cell else "" for cell in row]} for row in others],
        },
    }


def spread(rows: list[list[Tag]], phrasing: Phrasing) -> Grid:
    """Return the texts in columns: where cells are merged, the first holds the text and the others none."""
    grid: Grid = []
    hanging: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        waiting = list(row)
        while (waiting or hanging.get(len(line), 0)) and len(line) <= limits.COLUMNS:
            column = len(line)
            if hanging.get(column, 0):
                hanging[column] -= 1
                line.append("")
                continue
            cell = waiting.pop(0)
            width = min(span(cell, "colspan"), limits.COLUMNS + 1)
            hanging.update(dict.fromkeys(range(column, column + width), span(cell, "rowspan") - 1))
            line += ["<br/>".join(phrasing.lines(cell))] + [""] * (width - 1)
        grid.append(line)
    return grid


def span(cell: Tag, name: str) -> int:
    """Return over how many columns or rows a cell stretches, one at least."""
    written = str(cell.get(name) or "1")
    return max(int(written), 1) if written.isdecimal() else 1
