"""The shell's way to erase what we hold about somebody."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workers.services.privacy.forgetting import forget

UNKNOWN = 1


class Command(BaseCommand):
    help = (
        "Erases an e-mail address and all that was kept with it; counts stay, and a hash that keeps imports "
        "from adding it again. Exit 0: done, also the second time; 1: the address was never known."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget(options["email"])
        if not forgotten.was_known:
            self.stderr.write("Nothing is kept about that address.")
            raise SystemExit(UNKNOWN)
        self.stdout.write(
            f"Erased: {forgotten.subscribers} subscriber, {forgotten.letters} letters, {forgotten.reports} answers "
            f"to fault reports, {forgotten.import_rows} rows of imports, {forgotten.webhooks} owners of webhooks. "
            "A hash stays."
        )
