"""Writes the errors of a list as a file that a spreadsheet opens, and that does nothing there."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from workers.models import ContactImport, ContactImportRow, Fate
from workers.services.contacts.findings import COLUMNS
from workers.services.contacts.importing import read_findings
from workers.services.contacts.phrasing import phrase

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_errors(upload: ContactImport, separator: str) -> Iterator[str]:
    """Yield a line for each error: where, what, and the row as it was written (UTF-8 with a byte order mark)."""
    head = [_("Line"), _("Column"), _("What is wrong"), *COLUMNS]
    yield BOM + write_line(head, separator)
    rows = ContactImportRow.objects.filter(upload=upload, fate=Fate.BAD).order_by("line")
    for row in rows.iterator(chunk_size=500):
        cells = [str(row.cells.get(name, "")) for name in COLUMNS]
        for finding in read_findings(row):
            where = [str(row.line), finding.column or _("the row"), phrase(finding)]
            yield write_line([*where, *cells], separator)


def write_line(cells: list[str], separator: str) -> str:
    """Return one line of CSV."""
    line = io.StringIO()
    csv.writer(line, delimiter=separator).writerow([disarm(cell) for cell in cells])
    return line.getvalue()


def disarm(cell: str) -> str:
    """Return a text that a spreadsheet takes for a formula with an apostrophe before it (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip(" ").startswith(BEGINS_A_FORMULA) else cell
