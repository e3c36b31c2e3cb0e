"""Counts one publication's messages for those at the desk: where they are, to whom, and why some failed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, CharField, Count, F, Min, Value, When
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Event, EventState, HearingState
from workers.models.delivery import DeliveryQuerySet
from workers.services.delivering.explaining import Cause, explain
from workers.services.delivering.replaying import find_messages

LEASED, INCLUDED = DeliveryState.LEASED.value, DeliveryState.INCLUDED.value
WAITING, RETRYING = DeliveryState.WAITING.value, "retrying"
OVER = ("sent", "uncertain", "failed", "suppressed")
# Where a server's answer says why; what follows may name the one message, and would make a group of each.
TELLING_LENGTH = 60
MOST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class Group:
    """The readers of one language and frequency (empty: of nobody who is still here), by where their messages are."""

    language: str
    frequency: str
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Detail:
    """One publication's messages.

    `counts` is by state: a row that another message carries is where that message is, and of those
    that wait, those that were tried already are `retrying`. `next_attempt_at` (UTC) is when the
    first of these is tried again. `causes` is of the failed, `obstacles` of the retrying. `growing`
    tells that readers are still being matched.
    """

    counts: Counter[str]
    groups: list[Group]
    next_attempt_at: datetime | None = None
    causes: Counter[Cause] = field(default_factory=Counter)
    obstacles: Counter[Cause] = field(default_factory=Counter)
    growing: bool = False

    @property
    def total(self) -> int:
        """How many messages there are to send at once, and were; not what waits for a summary or was called off."""
        return self.done + self.waiting

    @property
    def done(self) -> int:
        return sum(self.counts[state] for state in OVER)

    @property
    def waiting(self) -> int:
        return self.counts[WAITING] + self.counts[RETRYING]

    @property
    def finished(self) -> bool:
        """Tell whether nothing more happens until the next summary."""
        return not self.waiting and not self.growing


def detail(event: Event) -> Detail:
    """Return the counts of one event in four queries, whatever the number of messages."""
    counts: Counter[str] = Counter()
    groups: dict[tuple[str, str], Counter[str]] = {}
    soonest: list[datetime] = []
    for place, language, frequency, number, attempt in count_places(event):
        counts[place] += number
        groups.setdefault((language, frequency), Counter())[place] += number
        if place == RETRYING:
            soonest.append(attempt)
    return Detail(
        counts,
        [Group(language, frequency, found) for (language, frequency), found in sorted(groups.items())],
        min(soonest, default=None),
        count_causes(find_messages(event, DeliveryState.FAILED)),
        count_causes(find_messages(event, DeliveryState.WAITING).exclude(outcome="")),
        is_growing(event),
    )


def count_places(event: Event) -> list[tuple[str, str, str, int, datetime]]:
    """Return (where, language, frequency, how many, the first next attempt) for each group of messages."""
    state = Case(When(state=INCLUDED, carrier__isnull=False, then=F("carrier__state")), default=F("state"))
    attempts = Coalesce(F("carrier__attempts"), F("attempts"))
    placed = Delivery.objects.filter(event=event).annotate(at_state=state, tried=attempts)
    place = Case(
        When(at_state__in=(WAITING, LEASED), tried__gt=0, then=Value(RETRYING)),
        When(at_state=LEASED, then=Value(WAITING)),
        default=F("at_state"),
        output_field=CharField(),
    )
    often = Coalesce(F("subscriber__frequency"), Value(""))
    rows = placed.annotate(place=place, often=often).values_list("place", "language", "often").order_by()
    return list(
        rows.annotate(
            number=Count("pk"), attempt=Min(Coalesce("carrier__next_attempt_at", "next_attempt_at"))
        )
    )


def count_causes(messages: DeliveryQuerySet) -> Counter[Cause]:
    """Return why these messages failed, the most frequent first. One query."""
    answers = messages.annotate(answer=Substr("outcome", 1, TELLING_LENGTH)).order_by()
    rows = answers.values_list("answer").annotate(number=Count("pk")).order_by("-number")
    causes: Counter[Cause] = Counter()
    for answer, number in rows[:MOST_ANSWERS]:
        causes[explain(answer)] += number
    return Counter(dict(causes.most_common()))


def is_growing(event: Event) -> bool:
    """Tell whether a turn to hear of this event is due and has not been taken to its end."""
    if event.state != EventState.RELEASED:
        return False
    return event.hearings.filter(state=HearingState.WAITING, due_at__lte=timezone.now()).exists()
