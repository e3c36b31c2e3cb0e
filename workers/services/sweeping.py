"""Removes what is kept for a time only."""

from datetime import timedelta

from django.utils import timezone

from workers.models import Delivery, Letter, Purpose, Subscriber, Throttle
from workers.models.delivery import OPEN
from workers.services.contacts.importing import forget_imports
from workers.services.contacts.informing import note_informed
from workers.services.webhooks.forgetting import forget_messages
from workers.services.webhooks.rotating import forget_old_secrets
from workers.tokens import CONFIRM_DAYS

REPORT_DAYS = 30
PROOF_DAYS = 1


def sweep_all() -> dict[str, int]:
    """Remove unconfirmed addresses whose last link has expired, throttles that have ended, and old letters."""
    now = timezone.now()
    unconfirmed = Subscriber.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=now - timedelta(days=CONFIRM_DAYS)
    )
    removed, _ = unconfirmed.delete()
    ended, _ = Throttle.objects.filter(ends_at__lt=now).delete()
    return {
        "subscribers": removed,
        "throttles": ended,
        "letters": forget_letters(Purpose.FAULT_REPORT, REPORT_DAYS)
        + forget_letters(Purpose.EVIDENCE, REPORT_DAYS)
        + forget_letters(Purpose.PROOF, PROOF_DAYS)
        + forget_letters(Purpose.ADDRESS, PROOF_DAYS)
        + forget_letters(Purpose.ADDRESS_CHANGED, PROOF_DAYS)
        + forget_letters(Purpose.WEBHOOK_DISABLED, REPORT_DAYS),
        "imports": forget_imports(),
        "informed": note_informed(),
        "webhook messages": forget_messages(),
        "webhook secrets": forget_old_secrets(),
    }


def forget_letters(purpose: Purpose, days: int) -> int:
    """Remove letters some days after they were mailed; what has not been mailed is never removed."""
    finished = Delivery.objects.filter(
        purpose=purpose, finished_at__lt=timezone.now() - timedelta(days=days)
    ).exclude(state__in=OPEN)
    old = Letter.objects.filter(deliveries__in=finished)
    count = old.count()
    old.delete()
    return count
