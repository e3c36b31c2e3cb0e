"""Who follows what an event is about."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from workers.models import Delivery, Event, Hearing, HearingState, Kind, Subscriber, Subscription, Topic
from workers.models.subscription import SubscriberQuerySet
from workers.models.topic import ACTOR
from workers.services.events.topics import list_ancestors


class Follower(NamedTuple):
    """A subscriber, the topic that made them hear (None: the whole plan), and how often they hear."""

    subscriber_id: int
    topic_id: int | None
    frequency: str


class Part(NamedTuple):
    """One page of a release, and the topic that made a reader hear of it (None: the whole plan)."""

    event: Event
    topic_id: int | None


class Share(NamedTuple):
    """What of a release concerns one reader, and how often they hear."""

    subscriber_id: int
    frequency: str
    parts: list[Part]


def find_topics(event: Event) -> list[int] | None:
    """Return the topics whose followers may hear, beside those of the whole plan; None when nobody may.

    A change concerns those who follow the page, what is above it, an actor that it names, or the whole
    plan. A new page concerns those who follow what is above it or an actor that it names; a page with
    nothing above it is no part of the plan, and its arrival is no news.
    """
    above = list_ancestors(event.key)
    actors = Topic.objects.chosen(UUID(key) for key in event.names).filter(type=ACTOR)
    if event.announced_kind in (Kind.MATERIAL, Kind.MINOR):
        keys = [event.key, *above]
    elif event.announced_kind == Kind.NEW and above:
        keys = above
    else:
        return None
    return list((Topic.objects.chosen(keys) | actors).values_list("pk", flat=True))


def list_readers(announcing: Event, language: str, kinds: Iterable[str]) -> SubscriberQuerySet:
    """Return those who read this language and want to hear of at least one of these kinds of change.

    Who changed language since the change was first announced is found by the former one, unless the turn
    of the present one is still to come: else nobody would tell them.
    """
    reading = Q(language=language)
    first = Event.objects.filter(announcement=announcing.announcement).aggregate(at=Min("at"))["at"]
    to_come = Hearing.objects.filter(
        event__announcement=announcing.announcement, state=HearingState.WAITING
    ).values("language")
    reading |= Q(former_language=language, language_since__gt=first or announcing.at) & ~Q(language__in=to_come)
    wanting = Q()
    for kind in kinds:
        wanting |= Q(**{f"wants_{kind}": True})
    return Subscriber.objects.active().filter(reading, wanting)


def find_followers(event: Event, language: str, size: int) -> Iterator[list[Follower]]:
    """Yield the followers who read this language, from `size` subscriptions at a time.

    Who began to follow after the change has read it changed, and does not hear of it: a queue that
    was down for a day would else greet newcomers with the mails of that day.

    Somebody with several matching subscriptions occurs several times. Two plain queries instead of
    a join: on a table that PostgreSQL has not analysed yet the join took 1.2 s a chunk, these take
    some milliseconds.
    """
    topics = find_topics(event)
    if topics is None:
        return
    readers = list_readers(event, language, [event.announced_kind])
    matching = find_subscriptions(topics).filter(since__lte=event.at).order_by("pk")
    last = 0
    while rows := list(matching.filter(pk__gt=last).values_list("pk", "subscriber_id", "topic_id")[:size]):
        last = rows[-1][0]
        people = {subscriber for _, subscriber, _ in rows}
        hearing = dict(readers.filter(pk__in=people).values_list("pk", "frequency"))
        yield [
            Follower(subscriber, topic, hearing[subscriber])
            for _, subscriber, topic in rows
            if subscriber in hearing
        ]


def find_unheard(event: Event, followers: list[Follower]) -> list[Follower]:
    """Return each follower once, by their first subscription, without those who have been told already."""
    first = {follower.subscriber_id: follower for follower in reversed(followers)}
    told = Delivery.objects.filter(announcement=event.announcement, subscriber__in=list(first))
    for subscriber in told.values_list("subscriber_id", flat=True):
        first.pop(subscriber or 0, None)
    return sorted(first.values())


def find_parts(release: Event, members: list[Event], language: str, size: int) -> Iterator[list[Share]]:
    """Yield what of a release concerns whom, from `size` subscribers at a time.

    Each subscriber occurs once, with every page that concerns them and that they have not heard of.
    """
    concerned = {member.pk: topics for member in members if (topics := find_topics(member)) is not None}
    news = [member for member in members if member.pk in concerned]
    kinds = {member.announced_kind for member in news}
    readers = list_readers(release, language, kinds).order_by("pk")
    union = {topic for topics in concerned.values() for topic in topics}
    last = 0
    while news and (people := list(readers.filter(pk__gt=last)[:size])):
        last = people[-1].pk
        numbers = [person.pk for person in people]
        followed = read_followed(numbers, union)
        told = read_told(numbers, news)
        shares = []
        for person in people:
            wanted = [member for member in news if member.announced_kind in person.kinds]
            parts = match_parts(person.pk, wanted, concerned, followed.get(person.pk, []), told)
            if parts:
                shares.append(Share(person.pk, person.frequency, parts))
        yield shares


def match_parts(
    subscriber: int,
    news: list[Event],
    concerned: dict[int, list[int]],
    followed: list[tuple[int | None, datetime]],
    told: set[tuple[object, int | None]],
) -> list[Part]:
    """Return the pages that one subscriber hears of, each with the first subscription that matches."""
    parts = []
    for member in news:
        if (member.announcement, subscriber) in told:
            continue
        topics = [
            topic
            for topic, since in followed
            if since <= member.at and (topic is None or topic in concerned[member.pk])
        ]
        if topics:
            parts.append(Part(member, topics[0]))
    return parts


def read_followed(people: list[int], topics: set[int]) -> dict[int, list[tuple[int | None, datetime]]]:
    """Return what each of these people follows among the topics, and since when."""
    followed: dict[int, list[tuple[int | None, datetime]]] = {}
    rows = find_subscriptions(list(topics)).filter(subscriber__in=people).order_by("pk")
    for subscriber, topic, since in rows.values_list("subscriber_id", "topic_id", "since"):
        followed.setdefault(subscriber, []).append((topic, since))
    return followed


def read_told(people: list[int], news: list[Event]) -> set[tuple[object, int | None]]:
    """Return (announcement, subscriber) of what these people have been told already."""
    announcements = [member.announcement for member in news]
    told = Delivery.objects.filter(announcement__in=announcements, subscriber__in=people)
    return set(told.values_list("announcement", "subscriber_id"))


def find_subscriptions(topics: list[int]) -> QuerySet[Subscription]:
    """Return the subscriptions to these topics and to the whole plan."""
    return Subscription.objects.filter(Q(topic__isnull=True) | Q(topic__in=topics))
