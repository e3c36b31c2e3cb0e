"""`doctor`: what is wrong, on one screen; exit code 1 when something is."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cms.examining import examine, is_wrong


class Command(BaseCommand):
    help = "Say what is wrong with this site, and what to do about it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        for subject, lines in findings.items():
            self.stdout.write(f"{'FAULT' if is_wrong(lines) else 'ok   '}  {subject}")
            for line in lines:
                self.stdout.write(f"         {line}")
        if any(map(is_wrong, findings.values())):
            sys.exit(1)
