"""What an editor may ask about before publishing: a page, another public object, a translation or a release."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from pages.forecasting import publish_draft, publish_release, publish_translation
from pages.models.release import Release


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be published: its title, how, whether this user may ask, and the way back to it."""

    title: str
    publish: Callable[[], Any]
    allowed: bool
    back: str


def find_subject(kind: str, pk: int, user: Any) -> Subject:
    """Return what an address names; kind is `page`, `translation`, `release` or a model (`pages.actor`). Raises Http404."""
    if kind == "page":
        return describe_object(get_object_or_404(Page, pk=pk).specific, user)
    if kind == "translation":
        return describe_translation(get_object_or_404(Translation, pk=pk), user)
    if kind == "release":
        return describe_release(get_object_or_404(Release, pk=pk), user)
    return describe_object(get_object_or_404(find_model(kind), pk=pk), user)


def find_model(label: str) -> Any:
    """Return a model of ours that has drafts. Raises Http404."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if model._meta.app_label != "pages" or not issubclass(model, DraftStateMixin):
        raise Http404
    return model


def describe_object(thing: Any, user: Any) -> Subject:
    latest = thing.get_latest_revision_as_object()
    title = latest.get_admin_display_title() if isinstance(thing, Page) else str(latest)
    back = AdminURLFinder(user).get_edit_url(thing) or reverse("wagtailadmin_home")
    return Subject(title, partial(publish_draft, thing), may_edit(thing, user), back)


def describe_translation(translation: Translation, user: Any) -> Subject:
    try:
        target = translation.get_target_instance()
    except Exception as error:
        raise Http404 from error
    subject = describe_object(target, user)
    return Subject(subject.title, partial(publish_translation, translation), subject.allowed, subject.back)


def describe_release(release: Release, user: Any) -> Subject:
    allowed = policy_registry.get_by_type(Release).user_has_any_permission(user, ["change", "publish"])
    back = reverse("releases:show", args=[release.pk])
    return Subject(str(release), partial(publish_release, release, user), bool(allowed), back)


def may_edit(thing: Any, user: Any) -> bool:
    """Tell whether the user may change the object, and so know what its publication would lead to."""
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_edit())
    policy = policy_registry.get(thing)
    return bool(policy.user_has_any_permission(user, ["change", "publish"]))
