"""Makes an earlier version the draft again, in one step and for readers unseen."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import LockableMixin, Page, Revision


class Locked(Exception):
    """Somebody else has locked the object, or a schedule has."""


def restore(revision: Revision, user: Any) -> Revision:
    """Save the content of an earlier revision as the newest draft, and return that draft.

    What was said of the change then, and the schedule it had, are not taken along. Raises `Locked`.
    """
    current = revision.content_object.get_latest_revision_as_object()
    lock = current.get_lock() if isinstance(current, LockableMixin) else None
    if lock is not None and lock.for_user(user):
        raise Locked(str(lock.get_message(user)))
    restored = revision.as_object()
    restored.change_kind = restored.change_note = ""
    restored.go_live_at, restored.expire_at = current.go_live_at, current.expire_at
    draft: Revision = restored.save_revision(
        user=user, previous_revision=revision, log_action=True, clean=False
    )
    return draft


def may_restore(request: HttpRequest, restored: Any) -> bool:
    """Tell whether this editor may change the object."""
    if isinstance(restored, Page):
        return bool(restored.permissions_for_user(request.user).can_edit())
    meta = restored._meta
    return request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}")
