"""The shell's way to add contact persons of actors from a list."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workers.models import Fate, Source
from workers.services.contacts.adding import add_all
from workers.services.contacts.checking import Checked, check_rows
from workers.services.contacts.findings import Unreadable
from workers.services.contacts.foreseeing import foresee
from workers.services.contacts.knowing import know
from workers.services.contacts.phrasing import phrase, phrase_unreadable
from workers.services.contacts.reading import read_rows

FINDING, BAD_USAGE = 1, 2


class Command(BaseCommand):
    help = (
        "Adds contact persons of actors from a CSV file in UTF-8, with comma or semicolon and the columns "
        "organisation, group, municipality, name, email, language, scope, frequency. Nothing is written "
        "unless every row is right. Exit 0: clean; 1: errors, a line each; 2: the file cannot be opened."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument("--good-rows", action="store_true", help="write the rows that are right")
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checked = check_rows(read_rows(load(options["file"])), know())
        except Unreadable as error:
            self.stdout.write(phrase_unreadable(error))
            raise SystemExit(FINDING) from error
        bad = [one for one in checked if one.entry is None]
        for line in describe(bad):
            self.stdout.write(line)
        entries = [one.entry for one in checked if one.entry]
        if options["dry_run"] or (bad and not options["good_rows"]):
            fates = foresee([entry.email for entry in entries])
            heading = _("Nothing was written. Of the rows:")
        else:
            fates = add_all(entries, source=Source.IMPORT)
            heading = _("Written. Of the rows:")
        for one in checked:
            if one.entry and fates[one.entry.email] is Fate.BARRED:
                self.stdout.write(
                    _("Line %(line)d: the address will not be written to.") % {"line": one.row.line}
                )
        self.stdout.write(heading)
        counts = Counter(fates.values()) + Counter({Fate.BAD: len(bad)})
        for fate in Fate:
            self.stdout.write(f"  {fate.label}: {counts[fate]}")
        if bad:
            raise SystemExit(FINDING)


def load(path: Path) -> bytes:
    """Return what a file holds; a CommandError says why it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=BAD_USAGE) from error


def describe(bad: list[Checked]) -> list[str]:
    """Return a line for each error: where it is, and what to do."""
    return [
        _("Line %(line)d, %(column)s: %(what)s")
        % {"line": one.row.line, "column": finding.column or _("the row"), "what": phrase(finding)}
        for one in bad
        for finding in one.row.findings
    ]
