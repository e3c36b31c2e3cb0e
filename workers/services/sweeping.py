"""Removes what is kept for a time only (docs/privacy.md)."""

from django.utils import timezone

from workers.models import Throttle
from workers.services.contacts.importing import forget_imports
from workers.services.contacts.informing import note_informed
from workers.services.counting.keeping import keep_counts
from workers.services.delivering.limiting import forget_stale_allowances
from workers.services.privacy.mailbox import forget_old_mails
from workers.services.privacy.retaining import (
    forget_ended,
    forget_gone,
    forget_letters,
    forget_new_addresses,
    forget_unconfirmed,
)
from workers.services.webhooks.forgetting import forget_messages
from workers.services.webhooks.rotating import forget_old_secrets


def sweep_all() -> dict[str, int]:
    """Remove what is older than the settings say, and return how many of each; twice is once.

    What is counted for ever is counted before its rows go.
    """
    keep_counts()
    note_informed()
    ended, _ = Throttle.objects.filter(ends_at__lt=timezone.now()).delete()
    return {
        "unconfirmed": forget_unconfirmed(),
        "gone": forget_gone(),
        "followed before": forget_ended(),
        "letters": forget_letters(),
        "new addresses": forget_new_addresses(),
        "throttles": ended,
        "imports": forget_imports(),
        "mail allowances": forget_stale_allowances(),
        "mails in the local mailbox": forget_old_mails(),
        "webhook messages": forget_messages(),
        "webhook secrets": forget_old_secrets(),
    }
