"""Stands in for the pages: announces publications, and sets up who follows what."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pages.events import Kind, PagePublished, ReleasePublished, page_published, release_published
from workers.models import Delivery, Event, Hearing, Subscriber, Subscription, Topic
from workers.services.reaching.releasing import release_due

publications = itertools.count(1)
people = itertools.count(1)


@dataclass
class Tree:
    """A plan with two areas, one priority and one principle, by translation key; `fresh` is not there yet."""

    home: UUID = field(default_factory=uuid4)
    plan: UUID = field(default_factory=uuid4)
    area: UUID = field(default_factory=uuid4)
    priority: UUID = field(default_factory=uuid4)
    principle: UUID = field(default_factory=uuid4)
    other_area: UUID = field(default_factory=uuid4)
    fresh: UUID = field(default_factory=uuid4)

    def parent(self, key: UUID) -> UUID | None:
        return {
            self.plan: self.home,
            self.area: self.plan,
            self.other_area: self.plan,
            self.priority: self.area,
            self.principle: self.plan,
            self.fresh: self.area,
        }.get(key)

    def type(self, key: UUID) -> str:
        return {
            self.home: "home",
            self.plan: "plan",
            self.area: "development_area",
            self.other_area: "development_area",
            self.priority: "priority",
            self.principle: "principle",
            self.fresh: "priority",
        }.get(key, "actor")

    def code(self, key: UUID) -> str:
        return {self.area: "U2", self.priority: "U2.1", self.other_area: "U10"}.get(key, "")


def publish(
    tree: Tree,
    key: UUID,
    locale: str = "sv",
    kind: Kind = "material",
    *,
    change: UUID | None = None,
    note: str = "",
    title: str = "",
    release: UUID | None = None,
    names: tuple[UUID, ...] = (),
) -> Event:
    """Announce one publication as the pages do, and return the event that was recorded."""
    number = next(publications)
    with transaction.atomic():
        page_published.send(
            sender=None,
            event=PagePublished(
                publication=number,
                change=change or uuid4(),
                key=key,
                parent=tree.parent(key),
                locale=locale,
                type=tree.type(key),
                code=tree.code(key),
                title=title or f"Title {locale} {number}",
                path=f"/{locale}/page-{key.hex[:6]}/",
                kind=kind,
                note=note,
                logged=kind != "correction",
                at=timezone.now(),
                release=release,
                names=names,
            ),
        )
    return Event.objects.get(publication=number)


def publish_together(
    tree: Tree,
    *pages: tuple[UUID, str, Kind],
    title: str = "Samlat",
    notes: dict[str, str] | None = None,
    languages: tuple[str, ...] = ("sv", "en"),
) -> tuple[Event, list[Event]]:
    """Announce a release of pages, given as (key, language, kind); return its event and theirs.

    The languages of one page share a change, as they do in the record.
    """
    release = uuid4()
    changes = {key: uuid4() for key, _, _ in pages}
    with transaction.atomic():
        events = [
            publish(tree, key, locale, kind, change=changes[key], release=release)
            for key, locale, kind in pages
        ]
        release_published.send(
            sender=None,
            event=ReleasePublished(
                release=release,
                titles={language: f"{title} {language}" for language in languages},
                notes=notes if notes is not None else {language: f"Not {language}" for language in languages},
                at=timezone.now(),
                keys=tuple(dict.fromkeys(event.key for event in events)),
            ),
        )
    return Event.objects.get(key=release), events


def grow(*locales: str) -> Tree:
    """Return a tree whose pages are live in these languages and whose mail is long gone."""
    tree = Tree()
    for key in (tree.home, tree.plan, tree.area, tree.other_area, tree.priority, tree.principle):
        change = uuid4()
        for locale in locales:
            publish(tree, key, locale, "new", change=change)
    wait()
    Delivery.objects.all().delete()
    return tree


def follower(language: str = "sv", *keys: UUID, email: str = "") -> Subscriber:
    """Return a confirmed subscriber to these topics, or to the whole plan when none is named."""
    now = timezone.now()
    subscriber = Subscriber.objects.create(
        email=email or f"person{next(people)}@example.org",
        language=language,
        asked_at=now,
        confirmed_at=now,
    )
    topics: list[Topic | None] = [Topic.objects.get(key=key) for key in keys] or [None]
    for topic in topics:
        Subscription.objects.create(subscriber=subscriber, topic=topic, since=now)
    return subscriber


def wait(days: int = 0) -> None:
    """Let the undo window pass and run the tick; then let days pass, and run it again."""
    for passed in (timedelta(hours=1), timedelta(days=days)):
        Hearing.objects.filter(state="waiting").update(
            due_at=F("due_at") - passed, leased_until=F("leased_until") - passed
        )
        release_due()


def read_in(subscriber: Subscriber, release: Event) -> list[Event]:
    """The pages that a release's message names to a subscriber, oldest first."""
    rows = Delivery.objects.filter(subscriber=subscriber, carrier__event=release, state="included")
    return [row.event for row in rows.select_related("event").order_by("pk") if row.event]


def heard(subscriber: Subscriber) -> list[Event]:
    """The events that a subscriber hears, oldest first."""
    rows = Delivery.objects.filter(subscriber=subscriber, event__isnull=False).exclude(
        state__in=("cancelled", "suppressed", "included")
    )
    return [row.event for row in rows.select_related("event").order_by("pk") if row.event]
