"""Removes what has been kept for as long as the settings say; counts are kept before their rows go."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from workers.models import Delivery, Letter, Purpose, Subscriber, Subscription
from workers.models.delivery import OPEN
from workers.tokens import CONFIRM_DAYS

BATCH = 500
PROOF_DAYS = 1
ENDED_DAYS = 30


def forget_gone() -> int:
    """Remove who left, or was suppressed, so many days ago; the list of the suppressed keeps its hash.

    Who asks anew in the meantime stays for as long as their link does. Twice is once; returns how many.
    """
    now = timezone.now()
    return remove_all(
        Subscriber.objects.filter(
            ended_at__lt=now - timedelta(days=settings.KEEP_GONE_DAYS),
            asked_at__lt=now - timedelta(days=CONFIRM_DAYS),
        )
    )


def forget_unconfirmed() -> int:
    """Remove addresses that nobody confirmed before their last link expired; return how many."""
    return remove_all(
        Subscriber.objects.filter(
            confirmed_at__isnull=True, asked_at__lt=timezone.now() - timedelta(days=CONFIRM_DAYS)
        )
    )


def forget_ended() -> int:
    """Remove what was followed until long ago: every turn to hear of a change has passed by then."""
    ended = Subscription.ever.filter(until__lt=timezone.now() - timedelta(days=ENDED_DAYS))
    return ended.delete()[0]


def forget_new_addresses() -> int:
    """Remove new addresses that nobody confirmed while the letter to them was kept; return how many."""
    letters = Delivery.objects.filter(subscriber=OuterRef("pk"), purpose=Purpose.ADDRESS)
    return Subscriber.objects.exclude(new_email="").filter(~Exists(letters)).update(new_email="")


def forget_letters() -> int:
    """Remove letters, and their rows, some days after they were mailed; what waits is never removed.

    A test message is looked at once; a letter to a new address is kept while its link is valid.
    """
    special = {Purpose.PROOF: PROOF_DAYS, Purpose.ADDRESS: CONFIRM_DAYS}
    usual = [purpose for purpose in Purpose.values if purpose not in special]
    removed = remove_mailed(usual, settings.KEEP_BODIES_DAYS)
    return removed + sum(remove_mailed([purpose.value], days) for purpose, days in special.items())


def remove_mailed(purposes: list[str], days: int) -> int:
    """Remove letters of these purposes, all of whose rows were finished so many days ago."""
    before = timezone.now() - timedelta(days=days)
    rows = Delivery.objects.filter(letter=OuterRef("pk"))
    finished = rows.filter(purpose__in=purposes, finished_at__lt=before).exclude(state__in=OPEN)
    unfinished = rows.filter(state__in=OPEN)
    return remove_all(Letter.objects.filter(Exists(finished)).exclude(Exists(unfinished)))


def remove_all(rows: "QuerySet[Subscriber] | QuerySet[Letter]") -> int:
    """Remove rows batch by batch, so that no transaction is long; return how many."""
    return sum(remove_batches(rows))


def remove_batches(rows: "QuerySet[Subscriber] | QuerySet[Letter]") -> Iterator[int]:
    """Remove a batch a turn; rows that somebody is changing now are left for the next sweep."""
    skip = connection.features.has_select_for_update_skip_locked
    while True:
        with transaction.atomic():
            taken = list(
                rows.order_by("pk").select_for_update(skip_locked=skip, of=("self",) if skip else ())[:BATCH]
            )
            if not taken:
                return
            type(taken[0])._default_manager.filter(pk__in=[row.pk for row in taken]).delete()
        yield len(taken)
