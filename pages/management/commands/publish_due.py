"""`publish_due`: publishes and expires what its time has come for, each in its own transaction."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.scheduling import publish_due


class Command(BaseCommand):
    help = "Publish what is due and withdraw what has expired."

    def handle(self, *args: Any, **options: Any) -> None:
        done = publish_due()
        self.stdout.write(
            f"{done.published} published, {done.released} releases published, "
            f"{done.expired} withdrawn, {done.failed} failed."
        )
        if done.failed:
            raise SystemExit(1)
