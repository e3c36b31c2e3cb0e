"""`rebuild_publications`: adds rows that are missing from the record, and never changes one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pages.rebuilding import add_missing, list_missing


class Command(BaseCommand):
    help = "Add the rows of live objects that have no open row; --check only lists them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="List what is missing; exit 1 when there is any."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{add_missing()} rows were added.")
            return
        missing = list_missing()
        for line in missing:
            self.stdout.write(line)
        if missing:
            raise SystemExit(1)
        self.stdout.write("Every live object has an open row.")
