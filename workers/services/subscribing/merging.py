"""Makes one subscriber of two who turned out to be the same person; nobody hears twice of one change."""

from django.utils import timezone

from workers.models import Contact, Delivery, DeliveryState, Subscriber
from workers.models.delivery import OPEN, DeliveryQuerySet


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
    owner.kinds = asker.kinds
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

    A message that the owner knows is not sent, and one whose pages the owner all knows neither. Summaries
    of one hour share their announcement, as the messages of one release do, and yet hold other pages: what
    the owner does not know of a message that is not sent waits for the owner's next summary. What somebody
    is sending now stays with them; only whom it is for changes. A summary that is being sent may be out
    already: it stays the asker's, and its pages, the owner's by now, wait only if it turns out that it was
    not (`pass_on`).
    """
    told = set(Delivery.objects.filter(subscriber=owner).values_list("announcement", flat=True))
    open_rows = Delivery.objects.unsent().filter(subscriber=asker, letter__isnull=True, urgent=False)
    waiting = list(open_rows.select_for_update(of=("self",)).order_by("pk"))
    included = Delivery.objects.filter(subscriber=asker, state=DeliveryState.INCLUDED)
    carried = list(included.filter(carrier__in=[row.pk for row in waiting]))
    known = {row.pk for row in [*waiting, *carried] if row.announcement in told}
    on_its_way = {row.pk for row in waiting if row.state == DeliveryState.LEASED}
    on_its_way &= known & {row.carrier_id for row in carried if row.pk not in known}
    drop(Delivery.objects.filter(pk__in=known - on_its_way))
    moving = Delivery.objects.filter(pk__in={row.pk for row in [*waiting, *carried]} - known)
    moving.update(subscriber=owner)
    moving.filter(carrier__in=known - on_its_way).hold()
    carriers = {row.carrier_id for row in carried if row.carrier_id is not None}
    still = Delivery.objects.filter(state=DeliveryState.INCLUDED, carrier__in=carriers)
    emptied = carriers - set(still.values_list("carrier", flat=True))
    drop(Delivery.objects.filter(pk__in=emptied, state__in=OPEN))


def drop(rows: DeliveryQuerySet) -> None:
    """Send no more of these rows; who is sending one of them now finds it taken away."""
    rows.update(state=DeliveryState.SUPPRESSED, leased_by=None, finished_at=timezone.now())
