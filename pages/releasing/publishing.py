"""Publishes, schedules and calls off a release; all of it goes out, or nothing does."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from wagtail.log_actions import log as log_action
from wagtail.models import Revision
from wagtail_localize.models import MissingRelatedObjectError, MissingTranslationError

from pages.events import ReleasePublished, release_published
from pages.models.release import Release, ReleaseItem, ReleaseState
from pages.record import Publication, SiteVersion
from pages.releasing.examining import examine, find_source, newest
from pages.releasing.ordering import in_order
from pages.releasing.problems import Problem, Refused
from pages.releasing.translations import draft_translation, find_translation, follow_draft
from pages.underway import Underway, under_way

logger = logging.getLogger(__name__)

Outcome = Literal["published", "failed", "left"]


class NotNow(Exception):
    """The release is in a state in which this cannot be done: somebody else was first."""


def publish_now(pk: int, user: Any) -> Release:
    """Publish the newest drafts of a release and return it. Raises Refused and NotNow; then nothing is published."""
    with transaction.atomic():
        release = lock(pk, ReleaseState.PREPARED, ReleaseState.FAILED)
        release.publisher = user
        items = freeze(release, user)
        go_out(release, items, user)
    return release


def schedule(pk: int, user: Any, moment: datetime) -> Release:
    """Keep the drafts as they are now, to be published at that moment (aware). Raises Refused and NotNow."""
    with transaction.atomic():
        release = lock(pk, ReleaseState.PREPARED, ReleaseState.FAILED)
        freeze(release, user)
        release.state, release.go_live_at, release.publisher = ReleaseState.SCHEDULED, moment, user
        release.problems = []
        release.save()
        log_action(release, "pages.release.schedule", user=user, data={"at": moment.isoformat()})
    return release


def call_off(pk: int, user: Any) -> Release:
    """Take a scheduled release back to be prepared; its drafts stay drafts. Raises NotNow."""
    with transaction.atomic():
        release = lock(pk, ReleaseState.SCHEDULED)
        release.state, release.go_live_at = ReleaseState.PREPARED, None
        release.save()
        release.items.update(revision=None)
        log_action(release, "pages.release.call_off", user=user)
    return release


def publish_scheduled(pk: int) -> Outcome:
    """Publish a release whose time has come; `left` when somebody else did, or for the next tick.

    Doing so twice, or by two beats at once, publishes once. A failure leaves every page as it was
    and is shown at the desk; a database that is busy is no failure, and the next tick tries again.
    """
    try:
        with transaction.atomic():
            release = lock(pk, ReleaseState.SCHEDULED)
            items = in_order(release.items.select_related("revision"))
            refuse_what_stops(examine(release, release.publisher))
            go_out(release, items, release.publisher)
    except (NotNow, OperationalError):
        return "left"
    except Refused as refused:
        mark_failed(pk, refused.problems)
        return "failed"
    except Exception:
        logger.exception("could not publish the release %s", pk)
        mark_failed(pk, [Problem("unexpected")])
        return "failed"
    return "published"


def fetch_texts(pk: int, user: Any) -> None:
    """Let the translators of a release see the texts of the drafts in it. Raises NotNow."""
    with transaction.atomic():
        release = lock(pk, ReleaseState.PREPARED, ReleaseState.FAILED)
        follow_drafts(in_order(release.items.all()))
        log_action(release, "pages.release.fetch_texts", user=user)


def lock(pk: int, *states: ReleaseState) -> Release:
    """Return the release, locked until the transaction ends. Raises NotNow outside of these states."""
    release: Release | None = Release.objects.select_for_update().filter(pk=pk, state__in=states).first()
    if release is None:
        raise NotNow
    return release


def freeze(release: Release, user: Any) -> list[ReleaseItem]:
    """Give each part the draft that is to be published, its newest; return the parts in order. Raises Refused."""
    release.items.update(revision=None)
    items = in_order(release.items.all())
    follow_drafts(items)
    refuse_what_stops(examine(release, user))
    for item in items:
        item.revision = attempt(item, partial(newest_revision, item, user))
        item.save()
    return items


def newest_revision(item: ReleaseItem, user: Any) -> Any:
    subject = item.subject
    translation = find_translation(subject)
    if translation is not None:
        return draft_translation(translation, user)
    return subject.latest_revision or subject.save_revision(user=user)


def follow_drafts(items: list[ReleaseItem]) -> None:
    """Let each translation among the items begin from the newest draft of its source, where that is among them."""
    for item in items:
        subject = item.subject
        if subject is not None and find_translation(subject) is not None:
            source = find_source(subject, items)
            if source is not None:
                follow_draft(newest(source))


def go_out(release: Release, items: list[ReleaseItem], user: Any) -> None:
    """Publish every part in one moment and tell of it. Runs in the caller's transaction; raises Refused."""
    SiteVersion.bump()
    release.published_at = timezone.now()
    underway = Underway(release.key, release.published_at, release.kind, release.notes)
    is_scheduled = release.state == ReleaseState.SCHEDULED
    action = "wagtail.publish.scheduled" if is_scheduled else "wagtail.publish"
    with under_way(underway):
        for item in items:
            attempt(item, partial(publish_item, item, items, user, action))
    release.state, release.problems = ReleaseState.PUBLISHED, []
    release.save()
    log_action(release, "pages.release.publish", user=user)
    rows = Publication.objects.filter(release=release.key).order_by("pk").values_list("key", flat=True)
    keys = tuple(dict.fromkeys(rows))
    if keys:
        event = ReleasePublished(release.key, release.titles, release.notes, release.published_at, keys)
        release_published.send(sender=Release, event=event)


def publish_item(item: ReleaseItem, items: list[ReleaseItem], user: Any, action: str) -> None:
    """Publish one part; its translation, if it comes too, then says that it translates this version.

    The revision is read anew: what was published before it may have moved the page.
    """
    revision = Revision.objects.get(pk=item.revision_id)
    revision.publish(user=user, log_action=action, skip_permission_checks=True)
    fresh = type(item.subject)._default_manager.get(pk=item.object_id)
    translated = any(
        other.subject is not None and find_source(other.subject, [item]) is not None for other in items
    )
    if translated:
        follow_draft(fresh)


def attempt(item: ReleaseItem, act: Callable[[], Any]) -> Any:
    """Act on one part; what it fails at becomes a reason that names it. Raises Refused."""
    try:
        return act()
    except MissingTranslationError as error:
        raise Refused([Problem("source_changed", item.pk)]) from error
    except MissingRelatedObjectError as error:
        named = error.segment.object.get_instance_or_none(error.segment.source.locale)
        raise Refused([Problem("related", item.pk, {"title": str(named)})]) from error
    except ValidationError as error:
        message = "; ".join(error.messages)
        raise Refused([Problem("invalid", item.pk, {"message": message})]) from error
    except (DataError, IntegrityError) as error:
        logger.exception("could not publish %s", item)
        raise Refused([Problem("unexpected", item.pk)]) from error


def refuse_what_stops(problems: list[Problem]) -> None:
    """Raise Refused when one of them stops."""
    if any(problem.stops for problem in problems):
        raise Refused([problem for problem in problems if problem.stops])


def mark_failed(pk: int, problems: list[Problem]) -> None:
    """Say at the desk, and in the log, that a scheduled release was not published and why."""
    with transaction.atomic():
        release = Release.objects.select_for_update().filter(pk=pk, state=ReleaseState.SCHEDULED).first()
        if release is None:
            return
        release.state, release.published_at = ReleaseState.FAILED, None
        release.problems = [problem.as_stored() for problem in problems]
        release.save()
        log_action(release, "pages.release.fail", user=release.publisher)
        logger.error("the release %s was not published: %s", pk, [problem.code for problem in problems])
