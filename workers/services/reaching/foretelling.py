"""Says who will hear of an event, and what they will read, by doing what the ticks will do and taking it back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from workers.models import (
    Event,
    EventState,
    Frequency,
    Hearing,
    HearingState,
    Purpose,
    Topic,
)
from workers.services.events.turning import choose_members
from workers.services.messages.rendering import Words, render_words
from workers.services.messages.telling import frame, tell_publication
from workers.services.messages.telling_digests import tell_digest
from workers.services.messages.telling_releases import tell_release
from workers.services.reaching.digesting import find_next_slot
from workers.services.reaching.matching import find_followers, find_parts, find_unheard
from workers.services.reaching.releasing import let_out

CHUNK = 2000
EXAMPLE_TOKEN = "example"  # noqa: S105  it stands where a reader's own would, and opens nothing


@dataclass(frozen=True, slots=True)
class Turn:
    """Who hears of one event in one language and equally often: when, who, and the message that most of them get.

    `recipients` are subscribers by primary key. Who hears daily or weekly hears at the hour of their
    summary, and the message is a summary of this event alone. `due_at` knows its time zone.
    """

    event: Event
    language: str
    due_at: datetime
    recipients: frozenset[int]
    words: Words | None
    frequency: str = Frequency.NOW


@dataclass(frozen=True, slots=True)
class Foretelling:
    """The turns that events lead to, the nearest first, and the events as they were recorded."""

    events: list[Event]
    turns: list[Turn] = field(default_factory=list)

    @property
    def recipients(self) -> frozenset[int]:
        """Everybody who will hear, at once or later."""
        return frozenset().union(*(turn.recipients for turn in self.turns))


def foretell(publications: Iterable[int], releases: Sequence[UUID] = ()) -> Foretelling:
    """Return who hears of these publications, and of these releases (by key), if nothing else happens.

    The events must have been recorded, for good or in a transaction that will be rolled back. Only
    what waits in its undo window or for its turn is foretold; what was sent is not told again.
    """
    own = Event.objects.filter(publication__in=list(publications)).order_by("pk")
    together = Event.objects.filter(kind="release", key__in=list(releases)).order_by("pk")
    events = [*own, *together]
    telling = {event.gathered_by_id or event.pk for event in own} | {event.pk for event in together}
    with transaction.atomic():
        turns = list(take_turns(telling))
        transaction.set_rollback(True)
    return Foretelling(events, turns)


def take_turns(events: Iterable[int]) -> Iterator[Turn]:
    """Yield each turn that waits, in the order in which the ticks will take them.

    What one turn tells counts as told for the next, as it will.
    """
    told: dict[object, set[int]] = {}
    while True:
        waiting = Hearing.objects.filter(event__in=list(events), state=HearingState.WAITING)
        hearing = waiting.select_related("event").order_by("due_at", "pk").first()
        if hearing is None:
            return
        let_out(hearing.event, max(hearing.due_at, timezone.now()))
        hearing.event.state = EventState.RELEASED
        Hearing.objects.filter(pk=hearing.pk).update(state=HearingState.DONE)
        yield from (
            foretell_release(hearing, told) if hearing.event.is_release else foretell_page(hearing, told)
        )


def foretell_page(hearing: Hearing, told: dict[object, set[int]]) -> Iterator[Turn]:
    """Yield one language's turns to hear of one page, one for each frequency."""
    event = hearing.event
    heard = told.setdefault(event.announcement, set())
    reasons: dict[str, dict[int, int | None]] = {}
    for followers in find_followers(event, hearing.language, CHUNK):
        for follower in find_unheard(event, followers):
            if follower.subscriber_id not in heard:
                heard.add(follower.subscriber_id)
                reasons.setdefault(follower.frequency, {})[follower.subscriber_id] = follower.topic_id
    for frequency in sort_frequencies(reasons):
        [(reason, _)] = Counter(reasons[frequency].values()).most_common(1)
        topic = Topic.objects.filter(pk=reason).first() if reason else None
        words = word_page(event, hearing.language, topic, frequency)
        due_at = find_next_slot(frequency, hearing.due_at)
        yield Turn(event, hearing.language, due_at, frozenset(reasons[frequency]), words, frequency)


def word_page(event: Event, language: str, topic: Topic | None, frequency: str) -> Words:
    """Render the message that tells of one page, alone or as all that a summary has to say."""
    if frequency == Frequency.NOW:
        context = {**frame(event.locale), **tell_publication(event, language, topic)}
        return render_words(Purpose.PUBLICATION, event.locale, context, EXAMPLE_TOKEN)
    return word_summary([(event, topic)], language, frequency)


def word_summary(parts: list[tuple[Event, Topic | None]], language: str, frequency: str) -> Words:
    """Render a summary that has nothing else to say."""
    until = find_next_slot(frequency, timezone.now())
    context = {**frame(language), **tell_digest(parts, language, frequency=frequency, until=until)}
    return render_words(Purpose.DIGEST, language, context, EXAMPLE_TOKEN)


def foretell_release(hearing: Hearing, told: dict[object, set[int]]) -> Iterator[Turn]:
    """Yield one language's turns to hear of a release, one for each frequency.

    Who gets its message at one language's turn gets none at the other's, having changed to that language
    in between; a summary tells each page for itself.
    """
    release = hearing.event
    written_to = told.setdefault(release.announcement, set())
    members = choose_members(release, hearing.language)
    contents: dict[str, Counter[tuple[tuple[int, int | None], ...]]] = {}
    recipients: dict[str, set[int]] = {}
    for shares in find_parts(release, members, hearing.language, CHUNK):
        for share in shares:
            if share.frequency == Frequency.NOW and share.subscriber_id in written_to:
                continue
            fresh = [
                part
                for part in share.parts
                if share.subscriber_id not in told.get(part.event.announcement, ())
            ]
            if fresh:
                if share.frequency == Frequency.NOW:
                    written_to.add(share.subscriber_id)
                recipients.setdefault(share.frequency, set()).add(share.subscriber_id)
                content = tuple((part.event.pk, part.topic_id) for part in fresh)
                contents.setdefault(share.frequency, Counter())[content] += 1
            for part in fresh:
                told.setdefault(part.event.announcement, set()).add(share.subscriber_id)
    for frequency in sort_frequencies(contents):
        [(content, _)] = contents[frequency].most_common(1)
        words = word_release(release, hearing.language, members, content, frequency)
        due_at = find_next_slot(frequency, hearing.due_at)
        yield Turn(release, hearing.language, due_at, frozenset(recipients[frequency]), words, frequency)


def sort_frequencies(found: Iterable[str]) -> list[str]:
    """Return the frequencies that occur, the most frequent first."""
    return sorted(found, key=list(Frequency.values).index)


def word_release(
    release: Event,
    language: str,
    members: list[Event],
    content: tuple[tuple[int, int | None], ...],
    frequency: str,
) -> Words:
    """Render the message that carries these pages, given as (event, followed topic) by primary key."""
    by_pk = {member.pk: member for member in members}
    topics = Topic.objects.in_bulk([topic for _, topic in content if topic is not None])
    parts = [(by_pk[event], topics.get(topic) if topic else None) for event, topic in content]
    if frequency != Frequency.NOW:
        return word_summary(parts, language, frequency)
    context = {**frame(language), **tell_release(release, language, parts)}
    return render_words(Purpose.RELEASE, language, context, EXAMPLE_TOKEN)
