"""Makes one event of the pages that were published as one."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from pages.events import ReleasePublished
from workers.models import RELEASE, Event, EventState, Hearing, HearingState

UNFINISHED = (EventState.SILENT, EventState.WAITING)


def gather(key: uuid.UUID, at: datetime) -> Event:
    """Return the release's event, made when the first page of it is announced."""
    known = Event.objects.select_for_update().filter(kind=RELEASE, key=key, state__in=UNFINISHED)
    return known.order_by("pk").last() or Event.objects.create(
        change=key,
        announcement=uuid.uuid4(),
        key=key,
        type=RELEASE,
        kind=RELEASE,
        announced_kind=RELEASE,
        logged=True,
        at=at,
        state=EventState.SILENT,
    )


def record_release(announced: ReleasePublished) -> Event:
    """Write down what the release is called, and let its undo window begin if any page of it is news.

    Readers of all languages have their turn at the same moment: a page that was not translated is
    named in the other language.
    """
    release = gather(announced.release, announced.at)
    release.titles, release.notes = announced.titles, announced.notes
    names = [announced.titles.get(settings.LANGUAGE_CODE, ""), *announced.titles.values()]
    release.title = next((name for name in names if name), "")
    if release.members.filter(state=EventState.WAITING).exists():
        release.state = EventState.WAITING
        due_at = timezone.now() + timedelta(seconds=settings.NOTIFY_DELAY)
        for language, _name in settings.LANGUAGES:
            Hearing.objects.update_or_create(
                event=release,
                language=language,
                defaults={"due_at": due_at, "state": HearingState.WAITING},
            )
    release.save()
    return release


def supersede_emptied(release: Event, successor: Event) -> None:
    """Mark a release whose every page was published again in another one: its mail is not sent."""
    if release.state != EventState.WAITING or release.members.filter(state=EventState.WAITING).exists():
        return
    release.state = EventState.SUPERSEDED
    release.superseded_by = successor
    release.save(update_fields=["state", "superseded_by"])
    release.hearings.filter(state=HearingState.WAITING).update(state=HearingState.SUPERSEDED)
