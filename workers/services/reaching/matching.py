"""Who follows what an event is about."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Q

from workers.models import Delivery, Event, Hearing, HearingState, Kind, Subscriber, Subscription, Topic
from workers.models.subscription import SubscriberQuerySet, SubscriptionQuerySet
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


class Span(NamedTuple):
    """Since when, and until when, somebody follows a topic (None: the whole plan)."""

    topic_id: int | None
    since: datetime
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


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
    reading |= Q(former_language=language, language_since__gt=first or announcing.at) & ~Q(
        language__in=to_come
    )
    wanting = Q()
    for kind in kinds:
        wanting |= Q(**{f"wants_{kind}": True})
    return Subscriber.objects.active().filter(reading, wanting)


def find_followers(event: Event, language: str, size: int) -> Iterator[list[Follower]]:
    """Yield the followers who read this language, from `size` subscriptions at a time.

    Who began to follow after the change has read it changed, and does not hear of it: a queue that
    was down for a day would else greet newcomers with the mails of that day. Neither does who follows it
    no longer. Whoever did both then and now hears, by the topic that they follow now.

    Somebody with several matching subscriptions may occur several times. Plain queries instead of
    a join: on a table that PostgreSQL has not analysed yet the join took 1.2 s a chunk, these take
    some milliseconds.
    """
    topics = find_topics(event)
    if topics is None:
        return
    readers = list_readers(event, language, [event.announced_kind])
    matching = narrow(Subscription.ever.followed_at(event.at), topics).order_by("pk")
    last = 0
    while rows := list(matching.filter(pk__gt=last).values_list("pk", "subscriber_id")[:size]):
        last = rows[-1][0]
        people = {subscriber for _, subscriber in rows}
        still = read_still(people, topics)
        hearing = dict(readers.filter(pk__in=people).values_list("pk", "frequency"))
        yield [
            Follower(subscriber, still[subscriber], hearing[subscriber])
            for subscriber in sorted(people)
            if subscriber in hearing and subscriber in still
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
    followed: list[Span],
    told: set[tuple[object, int | None]],
) -> list[Part]:
    """Return the pages that one subscriber followed then and follows now, each with what makes them hear."""
    parts = []
    for member in news:
        if (member.announcement, subscriber) in told:
            continue
        spans = [span for span in followed if span.topic_id is None or span.topic_id in concerned[member.pk]]
        still = [span.topic_id for span in spans if span.until is None]
        if still and any(span.holds(member.at) for span in spans):
            parts.append(Part(member, still[0]))
    return parts


def read_followed(people: list[int], topics: set[int]) -> dict[int, list[Span]]:
    """Return what each of these people follows or has followed among the topics, the oldest first."""
    followed: dict[int, list[Span]] = {}
    rows = narrow(Subscription.ever.filter(subscriber__in=people), list(topics)).order_by("pk")
    for subscriber, topic, since, until in rows.values_list("subscriber_id", "topic_id", "since", "until"):
        followed.setdefault(subscriber, []).append(Span(topic, since, until))
    return followed


def read_still(people: Iterable[int], topics: list[int]) -> dict[int, int | None]:
    """Return by which topic each of these people follows now; None is the whole plan."""
    rows = narrow(Subscription.objects.filter(subscriber__in=people), topics).order_by("-pk")
    return dict(rows.values_list("subscriber_id", "topic_id"))


def read_told(people: list[int], news: list[Event]) -> set[tuple[object, int | None]]:
    """Return (announcement, subscriber) of what these people have been told already."""
    announcements = [member.announcement for member in news]
    told = Delivery.objects.filter(announcement__in=announcements, subscriber__in=people)
    return set(told.values_list("announcement", "subscriber_id"))


def narrow(subscriptions: SubscriptionQuerySet, topics: list[int]) -> SubscriptionQuerySet:
    """Return those subscriptions that are to these topics or to the whole plan."""
    return subscriptions.filter(Q(topic__isnull=True) | Q(topic__in=topics))
