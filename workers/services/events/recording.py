"""Writes down what was announced, and decides whether it is news (design: who hears when)."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from pages.events import PagePublished
from workers.models import Event, EventState, Hearing, HearingState
from workers.services.events.cancelling import cancel_what_waits, lock_releases
from workers.services.events.gathering import gather, supersede_emptied
from workers.services.events.topics import remember_topic

STRENGTH = {"minor": 1, "new": 2, "material": 3}
NEWS = ("new", "material")
QUIET = ("moved", "withdrawn")


def record(page: PagePublished) -> Event:
    """Insert the event's row, inside the publication's own transaction.

    A minor change is mailed to those who chose to hear of such. A page's second publication within the undo window replaces the first. A translation speaks as
    loudly as what it translates. A withdrawal cancels what has not been sent. A page of a release
    is told in the release's message, and so is what replaces it within the window.
    """
    remember_topic(page)
    release = gather(page.release, page.at) if page.release else None
    if page.kind == "withdrawn":
        cancel_what_waits(page)
    event = Event(
        publication=page.publication,
        change=page.change,
        announcement=page.change,
        key=page.key,
        parent_key=page.parent,
        locale=page.locale,
        type=page.type,
        code=page.code,
        title=page.title,
        path=page.path,
        kind=page.kind,
        announced_kind=page.kind,
        note=page.note,
        names=[str(key) for key in page.names],
        logged=page.logged,
        at=page.at,
        state=EventState.SILENT,
    )
    if page.kind in QUIET:
        event.save()
        return event
    lock_releases(page)
    replaced = find_replaced(page)
    siblings = find_siblings(page)
    overdue = find_overdue(page, siblings)
    carry_on(event, siblings, [turn.event for turn in overdue], replaced)
    stale = replaced is None and (was_heard(event) or was_public(event))
    if event.announced_kind in STRENGTH and not stale:
        event.state = EventState.WAITING
        event.gathered_by = release or (replaced.gathered_by if replaced else None)
    event.save()
    if replaced:
        supersede(replaced, event)
    if event.state == EventState.WAITING:
        Hearing.objects.filter(pk__in=[turn.pk for turn in overdue]).update(state=HearingState.SUPERSEDED)
        if event.gathered_by is None:
            due_at = timezone.now() + timedelta(seconds=settings.NOTIFY_DELAY)
            Hearing.objects.create(event=event, language=event.locale, due_at=due_at)
    return event


def find_replaced(page: PagePublished) -> Event | None:
    """The page's earlier event that still waits in its undo window, or None."""
    return (
        Event.objects.select_for_update()
        .filter(key=page.key, locale=page.locale, state=EventState.WAITING)
        .order_by("-pk")
        .first()
    )


def find_siblings(page: PagePublished) -> list[Event]:
    """The same change in other languages, latest first."""
    same = Event.objects.filter(key=page.key, change=page.change).exclude(locale=page.locale)
    return list(same.exclude(kind__in=QUIET).exclude(state=EventState.CANCELLED).order_by("-pk"))


def find_overdue(page: PagePublished, siblings: list[Event]) -> list[Hearing]:
    """The turns of this language that wait because its version was not updated, and now is.

    A translation of a change updates up to that change; a material change of its own updates wholly.
    """
    waiting = Hearing.objects.filter(state=HearingState.WAITING, language=page.locale, event__key=page.key)
    others = waiting.exclude(event__locale=page.locale)
    if page.kind != "material":
        others = others.filter(event_id__lte=siblings[0].pk) if siblings else others.none()
    return list(others.select_related("event").order_by("-event_id"))


def carry_on(event: Event, siblings: list[Event], overdue: list[Event], replaced: Event | None) -> None:
    """Let the event take over the kind, the dedupe key and the note of what it stands for."""
    loud = [sibling for sibling in siblings if sibling.announced_kind in STRENGTH]
    behind = [earlier for earlier in [*overdue, replaced] if earlier and earlier.announced_kind in STRENGTH]
    for other in [*loud, *behind]:
        if STRENGTH[other.announced_kind] > STRENGTH.get(event.announced_kind, 0):
            event.announced_kind = other.announced_kind
    if loud:
        event.announcement = loud[0].announcement
    elif event.kind not in NEWS and behind:
        event.announcement = behind[0].announcement
    if replaced and not event.note:
        event.note = replaced.note


def was_heard(event: Event) -> bool:
    """Tell whether this language's readers already heard of the page in another language.

    That is so for a page that had no version in their language: its translation's first
    publication is no news to them.
    """
    if event.kind != "new":
        return False
    others = Event.objects.filter(key=event.key).exclude(locale=event.locale)
    if event.announced_kind != "new":
        others = others.filter(announcement=event.announcement)
    told = Hearing.objects.filter(state=HearingState.DONE, language=event.locale)
    others = others.exclude(announced_kind="minor")
    told_in_a_release = others.filter(state=EventState.RELEASED).values("gathered_by")
    return told.filter(Q(event__in=others) | Q(event__in=told_in_a_release)).exists()


def was_public(event: Event) -> bool:
    """Tell whether a page that is announced as new was public before in this language.

    A page that comes back, after a withdrawal or a restriction, is no news: lifting a restriction
    from a branch would else mail every page in it. The event's own row is not saved yet.
    """
    if event.announced_kind != "new":
        return False
    return Event.objects.filter(key=event.key, locale=event.locale).exists()


def supersede(replaced: Event, event: Event) -> None:
    """Mark the replaced event; its row stays, and its mail is not sent."""
    replaced.state = EventState.SUPERSEDED
    replaced.superseded_by = event
    replaced.save(update_fields=["state", "superseded_by"])
    replaced.hearings.filter(state=HearingState.WAITING).update(state=HearingState.SUPERSEDED)
    if replaced.gathered_by and event.gathered_by and replaced.gathered_by != event.gathered_by:
        supersede_emptied(replaced.gathered_by, event.gathered_by)
