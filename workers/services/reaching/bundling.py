"""Turns a release's turn into one delivery for each reader, which carries the pages that concern them."""

from django.db import transaction
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Hearing, HearingState, Purpose
from workers.services.events.turning import choose_members
from workers.services.reaching.fanning_out import still_on
from workers.services.reaching.matching import Part, find_parts

CHUNK = 500


def bundle(hearing: Hearing) -> int:
    """Insert the deliveries in chunks of their own transaction; return how many readers matched.

    A crash leaves the turn waiting, and the next pass finds those who have not heard.
    """
    matched = 0
    members = choose_members(hearing.event, hearing.language)
    for parts in find_parts(members, hearing.language, CHUNK):
        with transaction.atomic():
            if not still_on(hearing):
                return matched
            insert_bundles(hearing, parts)
        matched += len(parts)
    with transaction.atomic():
        if still_on(hearing):
            Hearing.objects.filter(pk=hearing.pk).update(state=HearingState.DONE)
    return matched


def insert_bundles(hearing: Hearing, parts: dict[int, list[Part]]) -> None:
    """Insert one message a reader, and a row for each page in it, under the page's own announcement.

    Who has heard of a page meanwhile keeps that row; a message with nothing left to tell is not sent.
    """
    release, now = hearing.event, timezone.now()
    common = {"language": hearing.language, "next_attempt_at": now, "created_at": now}
    Delivery.objects.bulk_create(
        [
            Delivery(
                subscriber_id=subscriber,
                event=release,
                announcement=release.announcement,
                purpose=Purpose.RELEASE,
                **common,
            )
            for subscriber in parts
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    waiting = Delivery.objects.filter(event=release, language=hearing.language, state=DeliveryState.WAITING)
    carriers = dict(waiting.filter(subscriber__in=list(parts)).values_list("subscriber_id", "pk"))
    Delivery.objects.bulk_create(
        [
            Delivery(
                subscriber_id=subscriber,
                event=part.event,
                reason_id=part.topic_id,
                announcement=part.event.announcement,
                purpose=Purpose.PUBLICATION,
                state=DeliveryState.INCLUDED,
                carrier_id=carriers[subscriber],
                finished_at=now,
                **common,
            )
            for subscriber, theirs in parts.items()
            if subscriber in carriers
            for part in theirs
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    waiting.filter(pk__in=list(carriers.values()), included__isnull=True).delete()
