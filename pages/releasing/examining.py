"""Looks at everything in a release before anything of it is published."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.models.release import Release, ReleaseItem, ReleaseKind, ReleaseState
from pages.quality.checking import find_errors
from pages.releasing.ordering import in_order
from pages.releasing.problems import Problem
from pages.releasing.translations import find_translation, follows, has_new_texts

SOURCE = settings.LANGUAGE_CODE
OWN = {"note", "place"}
"""What a release looks at itself: its note stands for all, and its pages may stand below each other."""


def examine(release: Release, user: Any) -> list[Problem]:
    """Return every reason why this user cannot publish the release now; writes nothing.

    A scheduled release is examined with the drafts that were scheduled, another one with the newest.
    """
    items = in_order(release.items.select_related("revision").prefetch_related("content_object"))
    problems = list(examine_texts(release, items))
    if user is None:
        problems.append(Problem("no_publisher"))
    for item in items:
        if item.subject is None:
            problems.append(Problem("deleted", item.pk))
        else:
            problems += [
                Problem(code, item.pk, values) for code, values in examine_item(release, item, items, user)
            ]
    return problems


def examine_texts(release: Release, items: list[ReleaseItem]) -> Iterator[Problem]:
    """Yield what the release itself lacks, in the languages that it publishes in."""
    languages = {item.language for item in items}
    if not items:
        yield Problem("empty")
    if "en" in languages and not release.title_en.strip():
        yield Problem("title_en")
    if release.kind == ReleaseKind.MATERIAL:
        for language in sorted(languages):
            if not release.notes.get(language, "").strip():
                yield Problem(f"note_{language}")


Found = tuple[str, dict[str, Any]]


def examine_item(release: Release, item: ReleaseItem, items: list[ReleaseItem], user: Any) -> Iterator[Found]:
    """Yield (code, values) of what keeps one part from being published."""
    subject = item.subject
    translation = find_translation(subject)
    if release.state == ReleaseState.SCHEDULED:
        yield from examine_scheduled(item)
    else:
        if not has_draft(subject, translation) and find_source(subject, items) is None:
            yield "no_draft", {}
        source = find_source(subject, items)
        if translation is not None and source is not None and not follows(translation, newest(source)):
            yield "source_changed", {}
    yield from examine_quality(item, items, translation)
    if user is not None:
        yield from examine_rights(subject, user)
    yield from examine_times(item)
    yield from examine_place(subject, items)
    yield from examine_neighbours(item, items)


def has_draft(subject: Any, translation: Any) -> bool:
    """Tell whether there is something to publish that is not public yet."""
    if not subject.live or subject.has_unpublished_changes:
        return True
    return translation is not None and has_new_texts(translation, subject)


def examine_scheduled(item: ReleaseItem) -> Iterator[Found]:
    live = item.subject.live_revision_id
    if item.revision_id is None:
        yield "draft_gone", {}
    elif live is not None and live >= item.revision_id:
        yield "overtaken", {}


def examine_quality(item: ReleaseItem, items: list[ReleaseItem], translation: Any) -> Iterator[Found]:
    """Yield the errors of what would be published; texts that lack a translation are among them."""
    together = [each.object_id for each in items if isinstance(each.subject, Page)]
    if item.revision is not None:
        becoming = item.revision.as_object()
    elif translation is not None:
        becoming = translation.source.get_ephemeral_translated_instance(item.subject.locale, fallback=True)
    else:
        becoming = newest(item.subject)
    for finding in find_errors(becoming, together):
        if finding.check in OWN:
            continue
        code = "untranslated" if finding.check == "translation" else "quality"
        yield code, {"message": finding.message}


def examine_rights(subject: Any, user: Any) -> Iterator[Found]:
    if not policy_registry.get(subject).user_has_permission_for_instance(user, "publish", subject):
        yield "forbidden", {}
    if getattr(subject, "locked", False) and subject.locked_by_id != user.pk:
        yield "locked", {}
    if getattr(subject, "workflow_in_progress", False):
        task = subject.current_workflow_task
        if task is None or task.locked_for_user(subject, user):
            yield "in_review", {}


def examine_times(item: ReleaseItem) -> Iterator[Found]:
    now, draft = timezone.now(), item.revision.as_object() if item.revision else newest(item.subject)
    alone = item.subject.revisions.filter(approved_go_live_at__isnull=False).exists()
    if alone or (draft.go_live_at is not None and draft.go_live_at > now):
        yield "scheduled_itself", {}
    if draft.expire_at is not None and draft.expire_at <= now:
        yield "expired", {}


def examine_place(subject: Any, items: list[ReleaseItem]) -> Iterator[Found]:
    """A page that was never public needs a public page above it, or one that comes with it."""
    if not isinstance(subject, Page) or subject.live:
        return
    parent = subject.get_parent()
    together = {item.subject.pk for item in items if isinstance(item.subject, Page)}
    if parent is not None and not parent.is_root() and not parent.live and parent.pk not in together:
        yield "parent", {"title": parent.specific.get_admin_display_title()}


def examine_neighbours(item: ReleaseItem, items: list[ReleaseItem]) -> Iterator[Found]:
    """Warn when a public version in the other language stays as it is."""
    subject = item.subject
    if item.language != SOURCE:
        return
    others = type(subject)._default_manager.filter(translation_key=subject.translation_key, live=True)
    chosen = [each.subject.pk for each in items if type(each.subject) is type(subject)]
    if others.exclude(locale=subject.locale).exclude(pk__in=chosen).exists():
        yield "one_language", {}


def find_source(subject: Any, items: list[ReleaseItem]) -> Any:
    """Return the object among the items that this one translates, or None."""
    for item in items:
        other = item.subject
        if (
            other is not None
            and item.language == SOURCE
            and other.translation_key == subject.translation_key
            and other.pk != subject.pk
        ):
            return other
    return None


def newest(subject: Any) -> Any:
    """Return the object with its newest draft in it."""
    return subject.get_latest_revision_as_object()
