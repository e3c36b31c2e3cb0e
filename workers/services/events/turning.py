"""When readers of one language hear of an event that is in another."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from workers.models import Event, EventState, Hearing, HearingState, TopicVersion

OVER = (HearingState.SUPERSEDED, HearingState.CANCELLED)


def list_live_languages(event: Event) -> set[str]:
    """Return the languages in which the event's page is live."""
    live = TopicVersion.objects.filter(topic__key=event.key, live=True)
    return set(live.values_list("locale", flat=True))


def choose_delay(event: Event, language: str, live: set[str]) -> timedelta | None:
    """Return how long readers of a language other than the event's wait for it; None when it is not their news.

    Not from here when their own version tells them. At once when the page has no live version in
    their language. After some days when it has one that was not updated; a page that is merely new
    in this language is no news to those who have it already.
    """
    if told_otherwise(event, language):
        return None
    if language not in live:
        return timedelta(0)
    if event.announced_kind == "material":
        return timedelta(days=settings.TRANSLATION_PATIENCE_DAYS)
    return None


def told_otherwise(event: Event, language: str) -> bool:
    """Tell whether this language's readers hear from their own version, alone or in a release.

    Either of the same announcement, or of a material change that was published since.
    """
    turns = Hearing.objects.filter(language=language).exclude(state__in=OVER)
    if turns.filter(event__announcement=event.announcement).exists():
        return True
    own = Event.objects.filter(key=event.key, locale=language)
    since = own.filter(kind="material", pk__gt=event.pk)
    same = own.filter(announcement=event.announcement)
    gathered = (
        (same | since).filter(state__in=(EventState.WAITING, EventState.RELEASED)).values("gathered_by")
    )
    return turns.filter(Q(event__in=since) | Q(event__in=gathered)).exists()


def choose_members(release: Event, language: str) -> list[Event]:
    """Return what a release tells the readers of a language: each page in theirs, else in the other one."""
    members = list(release.members.filter(state=EventState.RELEASED).order_by("pk"))
    own = {member.key for member in members if member.locale == language}
    return [
        member
        for member in members
        if member.locale == language
        or (member.key not in own and choose_delay(member, language, list_live_languages(member)) is not None)
    ]
