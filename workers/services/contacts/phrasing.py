"""Puts into words what is wrong with a list; never with an address in them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workers.services.contacts.findings import COLUMNS, Finding, Unreadable
from workers.services.contacts.reading import OCTETS, ROWS

NAME_SHOWN = 40


def phrase(finding: Finding) -> str:
    """Return one error of a row as a sentence that says what to do."""
    cells = ngettext(
        "The row has %(number)d cell, and there should be 8. Is there a separator too many or too few?",
        "The row has %(number)d cells, and there should be 8. Is there a separator too many or too few?",
        finding.number,
    )
    sentences = {
        "cells": cells,
        "required": _("The cell is empty. Fill it in."),
        "long": _("The text is too long. It may have at most %(number)d characters."),
        "unprintable": _(
            "The cell has a line break or another invisible sign. Is there a quotation mark missing?"
        ),
        "twice": _("The same address stands on line %(number)d. Keep one of them."),
        "address": _("Write an e-mail address with a name, an @ and a domain, such as name@example.org."),
        "long_address": _("The e-mail address is too long. It may have at most 254 characters."),
        "long_name": _("The part before the @ is too long. It may have at most 64 characters."),
        "language": _("Write sv or en."),
        "frequency": _("Write now, daily or weekly."),
        "group": _("There is no such group of actors. Write its name as it stands on the site, or its code."),
        "municipality": _("There is no such municipality. Write its name, or leave the cell empty."),
        "scope": _(
            "Part %(number)d is nothing that can be followed. "
            "Write plan, or codes such as U1 and U1.2 with a space between them."
        ),
        "ambiguous": _("Part %(number)d is a code of several parts of the plan. Write its key instead."),
    }
    return sentences[finding.code] % {"number": finding.number}


def phrase_unreadable(error: Unreadable) -> str:
    """Return why a file cannot be read as a list, and what to do."""
    names = ", ".join(name[:NAME_SHOWN] if name and "@" not in name else "…" for name in error.names)
    sentences = {
        "empty": _("The file is empty."),
        "large": _("The file is too large. It may have at most %(size)d MB."),
        "long": _("The list is too long. It may have at most %(rows)d rows; divide it."),
        "utf16": _("The file is not in UTF-8. Save it as CSV UTF-8."),
        "encoding": _("Line %(line)d is not in UTF-8. Save the file as CSV UTF-8."),
        "nul": _("Line %(line)d has a sign that no text has. Save the file as CSV UTF-8."),
        "separator": _("The first line has neither commas nor semicolons. Is it a CSV file?"),
        "quotes": _("A quotation mark on line %(line)d, or after it, is not closed."),
        "no_header": _("The first line must name the columns: %(columns)s."),
        "repeated": _("These columns stand twice in the first line: %(names)s."),
        "unknown": _("These columns are not known: %(names)s. The columns are %(columns)s."),
        "missing": _("These columns are missing: %(names)s."),
        "no_rows": _("The file names its columns and has no rows."),
    }
    return sentences[error.code] % {
        "line": error.line,
        "names": names,
        "columns": ", ".join(COLUMNS),
        "rows": ROWS,
        "size": OCTETS // 1_000_000,
    }
