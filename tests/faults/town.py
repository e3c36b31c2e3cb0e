"""A plan that many follow, the post office that serves them, and the crew that writes to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from tests.faults.crew import Crew
from tests.faults.office import Office
from tests.services.bars import Bars
from tests.services.processes import wait_until
from tests.services.valkey import Valkey
from tests.workers.announcing import Tree, grow, publish
from workers.models import Delivery, Event, Hearing, Route, Subscriber, Subscription

CREW = ("worker", "worker2", "beat", "beat2")
# A row whose holder died is due again after this time; the default of a minute would only be waited for.
LEASE_SECONDS = 2
CHUNK = 2000
TITLES = {"sv": "Svensk titel", "en": "English title"}


@dataclass
class Town:
    """What the checks of one file share. Two workers and two beats serve it, as nobody should but may."""

    office: Office
    valkey: Valkey
    crew: Crew
    bar: Bars
    tree: Tree = field(default_factory=lambda: grow("sv", "en"))
    readers: set[str] = field(default_factory=set)

    def settle(self, people: int, family: str = "p") -> None:
        """Let so many people follow the whole plan in Swedish."""
        self.readers |= settle(people, family)

    def open(self, people: int) -> None:
        """Start the crew, see it work, and let so many people settle."""
        self.crew.start(*CREW)
        self.finish(self.publish())
        self.settle(people)

    def clear(self) -> None:
        """Stop what a check that failed has left on its way, and misbehave no more."""
        Hearing.objects.filter(state="waiting").update(state="superseded")
        Delivery.objects.all().delete()
        Route.objects.all().delete()
        self.office.behave()

    def forget(self, readers: set[str]) -> None:
        """Let some have never followed, and nothing be kept of what was sent."""
        Delivery.objects.all().delete()
        Subscriber.objects.filter(email__in=readers).delete()
        self.readers -= readers

    def publish(self, *languages: str) -> Event:
        """Publish a change in Swedish, or in these languages, whose undo window has passed."""
        return self._announce(uuid4(), languages or ("sv",))

    def publish_again(self, event: Event) -> Event:
        """Announce the change of an event once more."""
        return self._announce(event.change, (event.locale,))

    def _announce(self, change: UUID, languages: tuple[str, ...]) -> Event:
        for language in languages:
            event = publish(
                self.tree,
                self.tree.plan,
                language,
                change=change,
                note="What changed",
                title=TITLES[language],
            )
        Hearing.objects.filter(event__change=change).update(due_at=event.at)
        return event

    def wait_for(self, is_true: Callable[[], object], seconds: float, what: str) -> None:
        wait_until(is_true, seconds, lambda: f"{what}; {count_states()}; {self.crew.last_words}", 0.05)

    def wait_for_mails(self, count: int, seconds: float = 60) -> None:
        """Wait until so many messages were accepted in all."""
        self.wait_for(partial(self._has_accepted, count), seconds, f"{count} mails")

    def finish(self, event: Event, seconds: float = 120, meanwhile: Callable[[], object] = bool) -> None:
        """Wait until the event is out and nobody waits for a message of it."""

        def is_over() -> bool:
            meanwhile()
            waiting = Hearing.objects.filter(event=event, language=event.locale).exclude(state="done")
            return not waiting.exists() and not Delivery.objects.unsent().exists()

        self.wait_for(is_over, seconds, "the end")

    def check(self, fault: str, *, duplicates: int = 0, publications: int = 1) -> None:
        """Print and hold the two figures: who lacks a message, and how many came too many."""
        received = self.office.received
        lost = sum(received[reader] < publications for reader in self.readers)
        extra = received.total() - publications * len(self.readers) + lost
        self.bar(f"lost, {fault}", lost, 0, "readers", "==")
        self.bar(f"duplicates, {fault}", extra, duplicates, "mails")

    def wake(self) -> None:
        """Bring the time of every next attempt forward to now: only the waiting is shortened."""
        later = Delivery.objects.filter(state="waiting", next_attempt_at__gt=timezone.now())
        later.update(next_attempt_at=timezone.now())

    def _has_accepted(self, count: int) -> bool:
        return len(self.office.clerk.accepted) >= count


def settle(people: int, family: str = "p") -> set[str]:
    """Let so many people follow the whole plan in Swedish; return their addresses."""
    now = timezone.now()
    emails = [f"{family}{number}@example.org" for number in range(people)]
    for begin in range(0, people, CHUNK):
        some = Subscriber.objects.bulk_create(
            Subscriber(email=email, language="sv", asked_at=now, confirmed_at=now)
            for email in emails[begin : begin + CHUNK]
        )
        Subscription.objects.bulk_create(Subscription(subscriber=one, since=now) for one in some)
    return set(emails)


def hire(log: Path, office: Office, **variables: str) -> Crew:
    """Return a crew that is not started yet, whose mail leaves through this office."""
    given = {
        "EMAIL_URL": office.url,
        "LEASE_SECONDS": str(LEASE_SECONDS),
        "SITE_URL": "https://plan.example.org",
        "REDIS_URL": str(settings.REDIS_URL),
    }
    return Crew(log, **{**given, **variables})


def count_states() -> dict[str, int]:
    """Return how many deliveries are in each state, for who wonders why it is not over."""
    states = Delivery.objects.values_list("state", flat=True)
    return {state: states.filter(state=state).count() for state in states.distinct().order_by("state")}
