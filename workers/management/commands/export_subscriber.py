"""The shell's way to show somebody all that we hold about them."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workers.services.privacy.exporting import export

UNKNOWN = 1


class Command(BaseCommand):
    help = (
        "Prints everything that is kept about an e-mail address, as JSON. "
        "Exit 0: done; 1: nothing is kept about the address."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = export(options["email"])
        if facts is None:
            self.stderr.write("Nothing is kept about that address.")
            raise SystemExit(UNKNOWN)
        self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
