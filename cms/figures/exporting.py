"""Tables as files that a spreadsheet opens, and that do nothing there."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.translation import get_language

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
SEPARATORS = {"sv": ";"}

Cell = object


def answer_csv(name: str, rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """Return the rows as a download: UTF-8 with a byte order mark, as Excel wants it.

    Excel parts the cells at what its country writes lists with: a semicolon in Swedish, else a comma.
    """
    separator = SEPARATORS.get(get_language() or "", ",")
    response = StreamingHttpResponse(write_csv(rows, separator), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def write_csv(rows: Iterable[Sequence[Cell]], separator: str) -> Iterator[str]:
    """Yield a line for each row, the first with the byte order mark."""
    mark = BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=separator).writerow([disarm(cell) for cell in row])
        yield mark + line.getvalue()
        mark = ""


def disarm(cell: Cell) -> Cell:
    """Return a text that a spreadsheet takes for a formula with an apostrophe before it (OWASP, CSV injection)."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell
