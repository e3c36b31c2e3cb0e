"""Turns a release's turn into one delivery for each reader, which carries the pages that concern them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Frequency, Hearing, HearingState, Purpose
from workers.services.events.turning import choose_members
from workers.services.reaching.fanning_out import still_on
from workers.services.reaching.matching import Part, Share, find_parts

CHUNK = 500


def bundle(hearing: Hearing) -> int:
    """Insert the deliveries in chunks of their own transaction; return how many readers matched.

    A crash leaves the turn waiting, and the next pass finds those who have not heard.
    """
    matched = 0
    members = choose_members(hearing.event, hearing.language)
    for shares in find_parts(hearing.event, members, hearing.language, CHUNK):
        with transaction.atomic():
            if not still_on(hearing):
                return matched
            insert_bundles(hearing, [share for share in shares if share.frequency == Frequency.NOW])
            hold_parts(hearing, [share for share in shares if share.frequency != Frequency.NOW])
        matched += len(shares)
    with transaction.atomic():
        if still_on(hearing):
            Hearing.objects.filter(pk=hearing.pk).update(state=HearingState.DONE, leased_until=None)
    return matched


def hold_parts(hearing: Hearing, shares: list[Share]) -> None:
    """Insert a row for each page that waits for a reader's summary."""
    now = timezone.now()
    Delivery.objects.bulk_create(
        [
            make_row(part, share.subscriber_id, hearing.language, now, state=DeliveryState.HELD)
            for share in shares
            for part in share.parts
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def make_row(part: Part, subscriber: int, language: str, now: datetime, **fields: Any) -> Delivery:
    """Return the row of one page for one reader, under the page's own announcement; not saved."""
    return Delivery(
        subscriber_id=subscriber,
        event=part.event,
        reason_id=part.topic_id,
        announcement=part.event.announcement,
        purpose=Purpose.PUBLICATION,
        language=language,
        next_attempt_at=now,
        created_at=now,
        **fields,
    )


def insert_bundles(hearing: Hearing, shares: list[Share]) -> None:
    """Insert one message a reader, and a row for each page in it, under the page's own announcement.

    Who has heard of a page meanwhile keeps that row; a message with nothing left to tell is not sent.
    """
    release, now = hearing.event, timezone.now()
    readers = [share.subscriber_id for share in shares]
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
            for subscriber in readers
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    waiting = Delivery.objects.filter(event=release, language=hearing.language, state=DeliveryState.WAITING)
    carriers = dict(waiting.filter(subscriber__in=readers).values_list("subscriber_id", "pk"))
    Delivery.objects.bulk_create(
        [
            make_row(
                part,
                share.subscriber_id,
                hearing.language,
                now,
                state=DeliveryState.INCLUDED,
                carrier_id=carriers[share.subscriber_id],
                finished_at=now,
            )
            for share in shares
            if share.subscriber_id in carriers
            for part in share.parts
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    waiting.filter(pk__in=list(carriers.values()), included__isnull=True).delete()
