"""Makes one subscriber of two who turned out to be the same person; nobody hears twice of one change."""

from django.utils import timezone

from workers.models import Contact, Delivery, DeliveryState, Kind, Subscriber
from workers.models.delivery import OPEN


def merge(asker: Subscriber, owner: Subscriber) -> None:
    """Give the owner of an address what the asker follows and waits for, and end the asker.

    Both rows are locked by the caller. How often and in which language is what the asker, who is
    here now, has chosen. An owner who had left or never confirmed begins anew.
    """
    now = timezone.now()
    if not owner.active:
        owner.confirmed_at, owner.ended_at = now, None
        owner.subscriptions.all().delete()
    if owner.language != asker.language:
        owner.former_language, owner.language_since = owner.language, now
    owner.language, owner.frequency = asker.language, asker.frequency
    for kind in Kind.values:
        setattr(owner, f"wants_{kind}", getattr(asker, f"wants_{kind}"))
    owner.new_email = ""
    owner.save()
    merge_subscriptions(asker, owner)
    hand_over(asker, owner)
    if not Contact.objects.filter(subscriber=owner).exists():
        Contact.objects.filter(subscriber=asker).update(subscriber=owner)
    asker.ended_at, asker.new_email = now, ""
    asker.save(update_fields=["ended_at", "new_email"])


def merge_subscriptions(asker: Subscriber, owner: Subscriber) -> None:
    """Move what the owner does not follow yet, with its ground and its date; the whole plan takes the place of its parts."""
    followed = list(owner.subscriptions.values_list("topic_id", flat=True))
    wanted = asker.subscriptions.all()
    if None not in followed:
        wanted.exclude(topic__in=followed).update(subscriber=owner)
    asker.subscriptions.all().delete()
    if owner.subscriptions.filter(topic__isnull=True).exists():
        owner.subscriptions.filter(topic__isnull=False).delete()


def hand_over(asker: Subscriber, owner: Subscriber) -> None:
    """Let the owner get what waits for the asker, except what the owner has or had already.

    A message whose pages the owner all knows is not sent.
    """
    now = timezone.now()
    dropped = {"state": DeliveryState.SUPPRESSED, "leased_by": None, "finished_at": now}
    told = set(Delivery.objects.filter(subscriber=owner).values_list("announcement", flat=True))
    waiting = Delivery.objects.unsent().filter(subscriber=asker, letter__isnull=True, urgent=False)
    carried = Delivery.objects.filter(
        subscriber=asker, state=DeliveryState.INCLUDED, carrier__in=waiting.values("pk")
    )
    known = [row.pk for row in [*waiting, *carried] if row.announcement in told]
    moving = [row.pk for row in [*waiting, *carried] if row.announcement not in told]
    Delivery.objects.filter(pk__in=known).update(**dropped)
    rows = Delivery.objects.filter(pk__in=moving)
    rows.update(subscriber=owner)
    rows.filter(state=DeliveryState.LEASED).update(
        state=DeliveryState.WAITING, leased_by=None, next_attempt_at=now
    )
    carriers = {row.carrier_id for row in carried if row.carrier_id is not None}
    still = set(
        Delivery.objects.filter(carrier__in=carriers, state=DeliveryState.INCLUDED).values_list(
            "carrier_id", flat=True
        )
    )
    Delivery.objects.filter(pk__in=carriers - still, state__in=OPEN).update(**dropped)
