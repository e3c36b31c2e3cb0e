"""How long the oldest row of each queue has waited, and whether anything moves there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Max, Min, Q
from django.utils import timezone

from workers.models import Delivery, DeliveryState, EndpointState, Hearing, Purpose, WebhookPost
from workers.models.delivery import OPEN, DeliveryQuerySet
from workers.services.reaching.digesting import PERIODS, find_held, find_slot

ANSWERED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN)
# A queue in which something moves is busy, but not for as long as this: then one row is passed over.
LONGEST_BUSY = timedelta(days=3)
# Once is a deployment, twice is bad luck; a third time, something in the turn itself ends whoever takes it.
MANY_TRIES = 3


class Queue(StrEnum):
    """What waits apart: mails that somebody waits for, turns to hear, summaries to make, mails to readers, webhooks."""

    URGENT = "confirmations"
    TURNS = "events"
    SUMMARIES = "summaries"
    BULK = "bulk"
    WEBHOOKS = "webhooks"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one queue stands: since when its oldest due row waits, and when a row was last finished (UTC).

    `tries` is how often a turn was begun that is late, where turns are what waits.
    """

    queue: Queue
    since: datetime | None
    moved_at: datetime | None
    tries: int = 0

    @property
    def begun_again(self) -> int:
        """How often a turn was begun that is begun again and again; 0 when none is."""
        return self.tries if self.tries >= MANY_TRIES else 0

    def age(self, now: datetime) -> float:
        """Return for how many seconds the oldest due row has waited; 0 when none is due."""
        return max(0.0, (now - self.since).total_seconds()) if self.since else 0.0

    def stands_still(self, now: datetime) -> bool:
        """Tell whether the oldest due row is older than the limit, and none was finished within the limit.

        Where rows are being finished the queue is busy and not stuck, until a row has waited for
        `LONGEST_BUSY`: others are then sent before it again and again. A turn that is begun again and
        again comes to no end, whatever else moves.
        """
        limit = timedelta(seconds=settings.ALERT_AFTER_SECONDS)
        if self.since is None or now - self.since <= limit:
            return False
        moves = self.moved_at is not None and now - self.moved_at <= limit
        return not moves or bool(self.begun_again) or now - self.since > LONGEST_BUSY


def measure(now: datetime | None = None) -> list[Standing]:
    """Return how each queue stands. Nineteen queries at most."""
    now = now or timezone.now()
    return [MEASURES[queue](now) for queue in Queue]


def measure_mails(now: datetime, *, urgent: bool) -> Standing:
    """Return how the mails stand.

    A row that no server has answered waits since it was made, however often it was leased or given
    back: a worker that dies over it, or a breaker, moves the next attempt on and on. A row that was
    answered waits since its next attempt was due; but when no row has been finished since it was made,
    a server puts off everything, and it waits since then. What a reader calls off is no answer that moves a
    queue, and a mail that tells of an alarm raises none.
    """
    rows = Delivery.objects.filter(state__in=OPEN, urgent=urgent).exclude(purpose=Purpose.ALERT)
    since = find_oldest(rows, now)
    if since is not None and now - since > timedelta(seconds=settings.ALERT_AFTER_SECONDS):
        since = find_oldest(leave_out_held_back(rows), now)
    queue = Queue.URGENT if urgent else Queue.BULK
    answered = Delivery.objects.filter(urgent=urgent, state__in=ANSWERED, attempts__gt=0)
    since = min((moment for moment in (since, find_put_off(rows, answered, now)) if moment), default=None)
    return Standing(queue, since, find_last(answered, "finished_at", now) if since else None)


def find_oldest(rows: DeliveryQuerySet, now: datetime) -> datetime | None:
    """Return since when the oldest of these rows has waited. One query."""
    untried = Min("created_at", filter=Q(attempts=0))
    tried = Min("next_attempt_at", filter=Q(attempts__gt=0, next_attempt_at__lte=now))
    oldest = rows.aggregate(untried=untried, tried=tried)
    return min((moment for moment in oldest.values() if moment), default=None)


def find_put_off(rows: DeliveryQuerySet, answered: DeliveryQuerySet, now: datetime) -> datetime | None:
    """Return when the oldest row was made that is put off beyond the limit, while none has been finished since.

    Three queries at most, and one where nothing has been put off for so long.
    """
    limit = timedelta(seconds=settings.ALERT_AFTER_SECONDS)
    late = rows.filter(attempts__gt=0, created_at__lt=now - limit)
    oldest: datetime | None = late.aggregate(oldest=Min("created_at"))["oldest"]
    if oldest is None:
        return None
    last = answered.filter(finished_at__gte=oldest).aggregate(last=Max("finished_at"))["last"]
    if last is not None:
        oldest = late.filter(created_at__gt=last).aggregate(oldest=Min("created_at"))["oldest"]
    return oldest


def leave_out_held_back(rows: DeliveryQuerySet) -> DeliveryQuerySet:
    """Leave out news that waits until a contact person has the first mail, while a server puts that one off."""
    put_off = Delivery.objects.filter(purpose=Purpose.CONTACT, state__in=OPEN, attempts__gt=0)
    return rows.exclude(~Q(purpose=Purpose.CONTACT), attempts=0, subscriber__in=put_off.values("subscriber"))


def find_last(rows: DeliveryQuerySet, name: str, now: datetime) -> datetime | None:
    """Return the last time within the limit that such a row was made or finished."""
    recent = {f"{name}__gt": now - timedelta(seconds=settings.ALERT_AFTER_SECONDS)}
    last: datetime | None = rows.filter(**recent).aggregate(last=Max(name))["last"]
    return last


def measure_turns(now: datetime) -> Standing:
    """Return how the turns to hear stand; one that somebody has taken waits until it is done.

    While readers are matched, rows are inserted: that is what moves.
    """
    late = Q(due_at__lt=now - timedelta(seconds=settings.ALERT_AFTER_SECONDS))
    owed = Hearing.objects.owed(now).aggregate(since=Min("due_at"), tries=Max("tries", filter=late))
    made = Delivery.objects.filter(event__isnull=False)
    moved_at = find_last(made, "created_at", now) if owed["since"] else None
    return Standing(Queue.TURNS, owed["since"], moved_at, owed["tries"] or 0)


def measure_summaries(now: datetime) -> Standing:
    """Return how the making of summaries stands: since which hour there is something held that should be in one."""
    late = [
        slot
        for frequency, slot in ((each, find_slot(each, now)) for each in PERIODS)
        if find_held(slot).filter(subscriber__frequency=frequency).exists()
    ]
    since = min(late, default=None)
    made = Delivery.objects.filter(purpose=Purpose.DIGEST)
    return Standing(Queue.SUMMARIES, since, find_last(made, "created_at", now) if since else None)


def measure_webhooks(now: datetime) -> Standing:
    """Return how the posts to webhooks stand: as the endpoint whose oldest due post nobody tries.

    Each endpoint is looked at by itself, and any attempt there is movement: a receiver that refuses
    is tried again on a plan of its own, and its owner is told. One that cannot be reached rests, with
    all that waits for it; a turn that somebody has taken, or died over, is no rest.
    """
    due = WebhookPost.objects.due(now).filter(endpoint__state=EndpointState.ON).order_by()
    waiting = due.exclude(endpoint__leased_by=None, endpoint__next_turn_at__gt=now)
    rows = waiting.values_list("endpoint", "endpoint__leased_by", "endpoint__next_turn_at")
    since = {
        endpoint: oldest if leased_by else max(oldest, next_turn_at)
        for endpoint, leased_by, next_turn_at, oldest in rows.annotate(oldest=Min("next_attempt_at"))
    }
    limit = now - timedelta(seconds=settings.ALERT_AFTER_SECONDS)
    late = [endpoint for endpoint, moment in since.items() if moment < limit]
    tried = WebhookPost.objects.filter(endpoint__in=late, attempted_at__gt=limit).order_by()
    moved_at = dict(tried.values_list("endpoint").annotate(Max("attempted_at"))) if late else {}
    standings = [
        Standing(Queue.WEBHOOKS, max(moment, moved_at.get(endpoint, moment)), moved_at.get(endpoint))
        for endpoint, moment in since.items()
    ]
    worst = min(standings, key=lambda each: (not each.stands_still(now), each.since or now), default=None)
    return worst or Standing(Queue.WEBHOOKS, None, None)


MEASURES: dict[Queue, Callable[[datetime], Standing]] = {
    Queue.URGENT: lambda now: measure_mails(now, urgent=True),
    Queue.TURNS: measure_turns,
    Queue.SUMMARIES: measure_summaries,
    Queue.BULK: lambda now: measure_mails(now, urgent=False),
    Queue.WEBHOOKS: measure_webhooks,
}
