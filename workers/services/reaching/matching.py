"""Who follows what an event is about."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from workers.models import Delivery, Event, Frequency, Subscriber, Subscription, Topic
from workers.models.subscription import SubscriberQuerySet
from workers.services.events.topics import list_ancestors


class Follower(NamedTuple):
    """A subscriber, and the topic that made them hear (None: the whole plan)."""

    subscriber_id: int
    topic_id: int | None


class Part(NamedTuple):
    """One page of a release, and the topic that made a reader hear of it (None: the whole plan)."""

    event: Event
    topic_id: int | None


def find_topics(event: Event) -> list[int] | None:
    """Return the topics whose followers may hear, beside those of the whole plan; None when nobody may.

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
    return list(Topic.objects.chosen(keys).values_list("pk", flat=True))


def list_readers(language: str) -> SubscriberQuerySet:
    """Return those who read this language and hear at once."""
    return Subscriber.objects.active().filter(language=language, frequency=Frequency.NOW)


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
    readers = list_readers(language)
    matching = find_subscriptions(topics).filter(since__lte=event.at).order_by("pk")
    last = 0
    while rows := list(matching.filter(pk__gt=last).values_list("pk", "subscriber_id", "topic_id")[:size]):
        last = rows[-1][0]
        people = {subscriber for _, subscriber, _ in rows}
        hearing = set(readers.filter(pk__in=people).values_list("pk", flat=True))
        yield [Follower(subscriber, topic) for _, subscriber, topic in rows if subscriber in hearing]


def find_unheard(event: Event, followers: list[Follower]) -> list[Follower]:
    """Return each follower once, by their first subscription, without those who have been told already."""
    first = {follower.subscriber_id: follower for follower in reversed(followers)}
    told = Delivery.objects.filter(announcement=event.announcement, subscriber__in=list(first))
    for subscriber in told.values_list("subscriber_id", flat=True):
        first.pop(subscriber or 0, None)
    return sorted(first.values())


def find_parts(members: list[Event], language: str, size: int) -> Iterator[dict[int, list[Part]]]:
    """Yield what of a release concerns whom: parts by subscriber, from `size` subscribers at a time.

    Each subscriber occurs once, with every page that concerns them and that they have not heard of.
    """
    concerned = {member.pk: topics for member in members if (topics := find_topics(member)) is not None}
    news = [member for member in members if member.pk in concerned]
    readers = list_readers(language).order_by("pk")
    union = {topic for topics in concerned.values() for topic in topics}
    last = 0
    while news and (people := list(readers.filter(pk__gt=last).values_list("pk", flat=True)[:size])):
        last = people[-1]
        followed = read_followed(people, union)
        told = read_told(people, news)
        yield {
            subscriber: parts
            for subscriber in people
            if (parts := match_parts(subscriber, news, concerned, followed.get(subscriber, []), told))
        }


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
