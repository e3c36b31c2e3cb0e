"""Erases what we hold about an address (GDPR, article 17); counts stay, and a hash that keeps imports away."""

from dataclasses import dataclass

from django.db import transaction

from workers.models import SuppressionReason, WebhookEndpoint
from workers.services.counting.keeping import keep_counts
from workers.services.privacy.finding import (
    find_endpoints,
    find_import_rows,
    find_letters,
    find_reports,
    find_subscribers,
)
from workers.services.privacy.mailbox import forget_mails_to
from workers.services.privacy.overwriting import empty_log
from workers.services.subscribing.throttling import forget_throttles
from workers.services.suppressing.listing import find_suppression
from workers.services.suppressing.marking import spell
from workers.services.suppressing.stopping import suppress


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of each sort held the address, and whether it was on the list of the suppressed."""

    subscribers: int
    letters: int
    reports: int
    import_rows: int
    webhooks: int
    listed: bool

    @property
    def was_known(self) -> bool:
        return self.listed or any(
            (self.subscribers, self.letters, self.reports, self.import_rows, self.webhooks)
        )


@transaction.atomic
def forget(email: str) -> Forgotten:
    """Erase an address, what waits to be sent to it, and all that was kept with it; twice is once.

    Rows of deliveries stay, without a subscriber. A webhook that its owner looked after stays too, and
    administrators are told in their place. An address that nobody knew is not put on the list.
    """
    listed = find_suppression(email) is not None
    keep_counts()
    subscribers = list(find_subscribers(email).select_for_update())
    rows = list(find_import_rows(email))
    reports = find_reports(email).update(reply_to="")
    letters = find_letters(email).count()
    endpoints = [endpoint.pk for endpoint in find_endpoints(email)]
    forgotten = Forgotten(len(subscribers), letters, reports, len(rows), len(endpoints), listed)
    if not forgotten.was_known:
        return forgotten
    suppress(email, SuppressionReason.FORGOTTEN)
    find_letters(email).delete()
    for row in rows:
        row.delete()
    WebhookEndpoint.objects.filter(pk__in=endpoints).update(owner_email="")
    for subscriber in subscribers:
        subscriber.delete()
    forget_throttles(spell(email))
    transaction.on_commit(lambda: forget_mails_to(spell(email)))
    transaction.on_commit(empty_log)
    return forgotten
