"""`prepare [--example]`: migrate, collect static files and, for a first look, load the example plan."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms import preparing


class Command(BaseCommand):
    help = "Bring database and static files up to date; quick when they are."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--example", action="store_true", help="fill an empty database with the example plan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if preparing.migrate_when_behind():
            self.stderr.write("kompetensplan: the database was brought up to date")
        if preparing.collect_static_when_changed():
            self.stderr.write("kompetensplan: static files were collected")
        if options["example"]:
            if preparing.load_example_when_empty():
                self.stderr.write("kompetensplan: the example plan was loaded")
            preparing.let_editor_in()
