"""Who follows what an event is about."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q

from workers.models import Event, Frequency, Subscriber, Subscription, Topic
from workers.services.topics import list_ancestors


class Follower(NamedTuple):
    """A subscriber, and the topic that made them hear (None: the whole plan)."""

    subscriber_id: int
    topic_id: int | None


def choose_audience(event: Event) -> Q | None:
    """Return the condition on subscriptions, or None when nobody may hear.

    A material change concerns those who follow the page, what is above it, or the whole plan. A new
    page concerns those who follow what is above it; a page with nothing above it is no part of the
    plan, and its arrival is no news.
    """
    above = list_ancestors(event.key)
    if event.announced_kind == "material":
        keys = [event.key, *above]
    elif event.announced_kind == "new" and above:
        keys = above
    else:
        return None
    topics = list(Topic.objects.chosen(keys).values_list("pk", flat=True))
    return Q(topic__isnull=True) | Q(topic__in=topics)


def find_followers(event: Event, language: str, size: int) -> Iterator[list[Follower]]:
    """Yield the followers who read this language, from `size` subscriptions at a time.

    Who began to follow after the change has read it changed, and does not hear of it: a queue that
    was down for a day would else greet newcomers with the mails of that day.

    Somebody with several matching subscriptions occurs several times. Two plain queries instead of
    a join: on a table that PostgreSQL has not analysed yet the join took 1.2 s a chunk, these take
    some milliseconds.
    """
    audience = choose_audience(event)
    if audience is None:
        return
    readers = Subscriber.objects.active().filter(language=language, frequency=Frequency.NOW)
    matching = Subscription.objects.filter(audience, since__lte=event.at).order_by("pk")
    last = 0
    while rows := list(matching.filter(pk__gt=last).values_list("pk", "subscriber_id", "topic_id")[:size]):
        last = rows[-1][0]
        people = {subscriber for _, subscriber, _ in rows}
        hearing = set(readers.filter(pk__in=people).values_list("pk", flat=True))
        yield [Follower(subscriber, topic) for _, subscriber, topic in rows if subscriber in hearing]
