"""One pass of events and deliveries, without a broker."""

from typing import Any

from django.core.management.base import BaseCommand

from workers.services.contacts.importing import import_for
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import digest_due
from workers.services.reaching.releasing import release_due
from workers.services.webhooks.posting import post_due

SECONDS = 600.0


class Command(BaseCommand):
    """Does what the ticks do, once, and says what was done."""

    help = "Fan out what is due and send what waits, once; needs no broker."

    def handle(self, *args: Any, **options: Any) -> None:
        import_for(SECONDS)
        urgent = deliver(urgent=True, seconds=SECONDS)
        matched = release_due()
        summaries = digest_due()
        bulk = deliver(urgent=False, seconds=SECONDS)
        webhooks = post_due(SECONDS)
        self.stdout.write(
            f"urgent: {urgent}\nfanned out: {matched}\nsummaries: {summaries}\ndeliveries: {bulk}\n"
            f"webhooks: {webhooks}"
        )
