"""`load_example`: an example plan for an empty database, and its editor."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from pages.example.loading import load_example
from pages.example.people import provide_editor


class Command(BaseCommand):
    help = "Fill an empty database with the example plan; twice is the same as once."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_example()
        self.stdout.write(
            "The example plan is loaded." if loaded else "There are pages already: nothing was changed."
        )
        provide_editor(settings.EDITOR_PASSWORD)
