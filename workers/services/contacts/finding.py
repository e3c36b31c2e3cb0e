"""Finds subscribers for the desk, and counts them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from workers.models import Subscriber, Subscription, Topic
from workers.models.subscription import SubscriberQuerySet
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version

STATES = {
    "active": Q(confirmed_at__isnull=False, ended_at__isnull=True),
    "unconfirmed": Q(confirmed_at__isnull=True, ended_at__isnull=True),
    "ended": Q(ended_at__isnull=False),
}


def choose(
    *, state: str = "", language: str = "", frequency: str = "", basis: str = ""
) -> SubscriberQuerySet:
    """Return the subscribers of these properties, the latest first; an empty one leaves all in."""
    people = Subscriber.objects.filter(STATES.get(state, Q()))
    if language:
        people = people.filter(language=language)
    if frequency:
        people = people.filter(frequency=frequency)
    if basis:
        people = people.filter(pk__in=Subscription.objects.filter(basis=basis).values("subscriber"))
    return people.select_related("contact").order_by("-pk")


def search(people: SubscriberQuerySet, words: str) -> SubscriberQuerySet:
    """Return who has this address, an address at this domain, or this name or organisation."""
    words = words.strip().lower()
    local, at, host = words.rpartition("@")
    if local:
        return people.filter(email=words)
    if at or ("." in host and " " not in host):
        return people.filter(email__endswith=f"@{host}")
    return people.filter(Q(contact__name__icontains=words) | Q(contact__organisation__icontains=words))


@dataclass(frozen=True, slots=True)
class Figure:
    """How many follow one topic, none being the whole plan: by language and frequency, such as `sv now`."""

    name: str
    language: str
    total: int
    counts: dict[str, int]


def count_by_topic(language: str) -> list[Figure]:
    """Return who follows what, the whole plan first; three queries."""
    live = Subscription.objects.filter(
        subscriber__confirmed_at__isnull=False, subscriber__ended_at__isnull=True
    )
    groups = live.values_list("topic", "subscriber__language", "subscriber__frequency")
    counts: dict[int | None, dict[str, int]] = {}
    for topic, spoken, frequency, number in groups.annotate(number=Count("pk")).order_by():
        counts.setdefault(topic, {})[f"{spoken} {frequency}"] = number
    topics = Topic.objects.filter(pk__in=[pk for pk in counts if pk]).prefetch_related("versions")
    figures = [(sort_key(topic.code), as_figure(topic, language, counts[topic.pk])) for topic in topics]
    parts = [figure for _, figure in sorted(figures, key=lambda pair: (pair[0], pair[1].name))]
    whole = [Figure("", language, sum(counts[None].values()), counts[None])] if None in counts else []
    return whole + parts


def as_figure(topic: Topic, language: str, counts: dict[str, int]) -> Figure:
    """Return the figure of a topic, named in this language where it can be."""
    version = topic.version_in(language) or topic.versions.first()
    name = name_version(topic, version) if version else str(topic.key)
    return Figure(name, version.locale if version else language, sum(counts.values()), counts)
