"""The list of suppressed addresses: put on it, looked up, and taken off by the owner alone."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from workers.models import Suppression, SuppressionReason
from workers.services.suppressing.marking import list_marks, mark

LOOKED_UP_AT_ONCE = 500


@transaction.atomic
def enlist(email: str, reason: SuppressionReason, details: dict[str, Any] | None = None) -> Suppression:
    """Put an address on the list, or say why it is there now; an entry under an earlier key gets today's."""
    now = timezone.now()
    Suppression.objects.filter(mark__in=list_marks(email)[1:]).delete()
    entry, _ = Suppression.objects.update_or_create(
        mark=mark(email), defaults={"reason": reason, "at": now, "details": details or {}}
    )
    return entry


def find_suppression(email: str) -> Suppression | None:
    """Return why nothing is sent to an address, or None when it is not on the list."""
    return Suppression.objects.filter(mark__in=list_marks(email)).order_by("-at", "-pk").first()


def find_suppressed(emails: Iterable[str]) -> dict[str, Suppression]:
    """Return the entries of those addresses that are on the list, by the address as it was given."""
    owners = {found: email for email in emails for found in list_marks(email)}
    marks = list(owners)
    slices = [marks[at : at + LOOKED_UP_AT_ONCE] for at in range(0, len(marks), LOOKED_UP_AT_ONCE)]
    return {
        owners[entry.mark]: entry for some in slices for entry in Suppression.objects.filter(mark__in=some)
    }


def lift(email: str) -> bool:
    """Take an address off the list: its owner confirmed, by a link in a mail, that they want to hear.

    Never called for an import or an editor. Returns whether it was on the list.
    """
    removed, _ = Suppression.objects.filter(mark__in=list_marks(email)).delete()
    return removed > 0
