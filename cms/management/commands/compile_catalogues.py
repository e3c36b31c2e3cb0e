"""`compile_catalogues`: write the .mo file beside each of our .po files; a bare machine has no msgfmt."""

from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandError

from cms.settings.env import ROOT


class Command(BaseCommand):
    help = "Compile every translation catalogue of this project."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for source in list_catalogues():
            try:
                polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
            except (OSError, UnicodeError, ValueError) as error:
                raise CommandError(f"{source.relative_to(ROOT)}: {error}") from error


def list_catalogues() -> list[Path]:
    """Return our .po files, an app at a time."""
    return sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))
