"""Tells what would become of addresses, without saying why somebody may not be written to."""

from collections.abc import Sequence

from workers.models import Fate, Subscriber
from workers.services.suppressing.listing import find_suppressed

CHUNK = 500


def foresee(emails: Sequence[str]) -> dict[str, Fate]:
    """Return the fate of each address as things stand now.

    Who left, and whose address does not work, is never added again by somebody else. Who asked and has not confirmed is new: the
    public task does not need their confirmation.
    """
    fates = dict.fromkeys(emails, Fate.NEW)
    for start in range(0, len(emails), CHUNK):
        part = emails[start : start + CHUNK]
        people = Subscriber.objects.filter(email__in=part)
        for email, confirmed_at, ended_at in people.values_list("email", "confirmed_at", "ended_at"):
            if ended_at is not None:
                fates[email] = Fate.BARRED
            elif confirmed_at is not None:
                fates[email] = Fate.KNOWN
    return fates | dict.fromkeys(find_suppressed(emails), Fate.BARRED)
