"""What waits for somebody at the desk: reviews, translations, dates that have passed, and times set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from pages.desk.ages import SOURCE, Age, age_of, only_of_age, with_ages
from pages.models import Indicator, PlanPage

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what, where it is dealt with, since or until when, and a further word."""

    title: str
    url: str
    when: datetime | date | None = None
    more: str = ""
    compare: str = ""


def list_reviews(user: Any) -> list[Waiting]:
    """Return the pages that this user may review now, the longest waiting first. Three queries."""
    tasks = (
        TaskState.objects.reviewable_by(user)
        .select_related("revision", "revision__user", "workflow_state")
        .order_by("started_at")[:SHOWN]
    )
    live = find_live([task.revision for task in tasks])
    found = []
    for task in tasks:
        page = int(task.revision.object_id)
        by = (
            task.revision.user.get_full_name() or task.revision.user.get_username()
            if task.revision.user
            else ""
        )
        compare = (
            reverse("wagtailadmin_pages:revisions_compare", args=[page, "live", task.revision_id])
            if page in live
            else ""
        )
        found.append(Waiting(task.revision.object_str, edit_page(page), task.started_at, by, compare))
    return found


def find_live(revisions: list[Revision]) -> set[int]:
    """Return the ids of those pages that are public."""
    ids = [int(revision.object_id) for revision in revisions]
    return set(Page.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))


def list_submitted(user: Any) -> list[Waiting]:
    """Return what this user has sent to review and nobody has answered. One query."""
    states = (
        WorkflowState.objects.active()
        .filter(requested_by=user)
        .select_related("current_task_state__revision", "current_task_state__task")
        .order_by("created_at")[:SHOWN]
    )
    return [
        Waiting(
            state.current_task_state.revision.object_str,
            edit_page(int(state.object_id)),
            state.created_at,
            state.current_task_state.task.name
            if state.status == WorkflowState.STATUS_IN_PROGRESS
            else str(state.get_status_display()),
        )
        for state in states
        if state.current_task_state is not None
    ]


def list_stale(user: Any) -> list[Waiting]:
    """Return the pages whose translation this user may mend, that lacks something. Few queries, always as many."""
    if not user.has_perm("wagtail_localize.submit_translation"):
        return []
    pages = with_ages(
        policy_registry.get_by_type(Page)
        .instances_user_has_permission_for(user, "change")
        .filter(locale__language_code=SOURCE, live=True, depth__gt=1)
    ).order_by("-source_said_at")
    pages = pages.exclude(pk__in=only_of_age(pages, Age.CURRENT).order_by().values("pk"))
    found = []
    for page in pages[:SHOWN]:
        age = age_of(page)
        url = (
            edit_page(age.page)
            if age.page
            else reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        )
        found.append(Waiting(page.title, url, page.source_said_at, str(age)))
    return found


def list_overdue_plans(user: Any) -> list[Waiting]:
    """Return the plans that should have been reviewed by now. One query."""
    plans = (
        policy_registry.get_by_type(Page)
        .instances_user_has_permission_for(user, "change")
        .filter(pk__in=PlanPage.objects.filter(review_due__lte=timezone.localdate()).values("pk"))
        .filter(live=True, locale__language_code=SOURCE)
        .annotate(due=models.F("planpage__review_due"))
        .order_by("due")
    )
    return [Waiting(plan.title, edit_page(plan.pk), plan.due) for plan in plans[:SHOWN]]


def list_overdue_indicators(user: Any) -> list[Waiting]:
    """Return the indicators whose next value should have been reported by now. One query."""
    if not user.has_perm("pages.change_indicator"):
        return []
    overdue = Indicator.objects.filter(
        values_due__lte=timezone.localdate(), live=True, locale__language_code=SOURCE
    ).order_by("values_due", "pk")
    return [Waiting(each.name, edit_snippet(each), each.values_due) for each in overdue[:SHOWN]]


def list_to_publish(user: Any) -> list[Waiting]:
    """Return what will be published at a time that is set, the next first. Few queries, always as many."""
    revisions = list(
        Revision.objects.filter(approved_go_live_at__isnull=False)
        .filter(may_be_seen_by(user))
        .select_related("content_type")
        .order_by("approved_go_live_at", "pk")[:SHOWN]
    )
    return [
        Waiting(each.object_str, edit_of_revision(each), each.approved_go_live_at, describe_type(each))
        for each in revisions
    ]


def list_to_expire(user: Any) -> list[Waiting]:
    """Return what will be taken down at a time that is set, the next first. One query for each kind of thing."""
    found = sorted(find_expiring(user), key=lambda waiting: str(waiting.when))
    return found[:SHOWN]


def find_expiring(user: Any) -> Iterator[Waiting]:
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    for page in pages.filter(live=True, expire_at__isnull=False).order_by("expire_at")[:SHOWN]:
        yield Waiting(page.title, edit_page(page.pk), page.expire_at)
    for model in own_snippets(user):
        for each in model._default_manager.filter(live=True, expire_at__isnull=False).order_by("expire_at")[
            :SHOWN
        ]:
            yield Waiting(str(each), edit_snippet(each), each.expire_at, str(model._meta.verbose_name))


def may_be_seen_by(user: Any) -> Q:
    """Return which revisions are of something that the user may change."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    ids = models.functions.Cast("pk", models.CharField())
    seen = Q(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=pages.annotate(as_text=ids).order_by().values("as_text"),
    )
    for model in own_snippets(user):
        seen |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    return seen


def own_snippets(user: Any) -> list[Any]:
    """Return the registers that the user may change."""
    return [
        model
        for model in get_snippet_models()
        if model._meta.app_label == "pages" and user.has_perm(f"pages.change_{model._meta.model_name}")
    ]


def describe_type(revision: Revision) -> str:
    model = revision.content_type.model_class()
    return str(model._meta.verbose_name) if model else ""


def edit_of_revision(revision: Revision) -> str:
    model = revision.content_type.model_class()
    if model is not None and issubclass(model, Page):
        return edit_page(int(revision.object_id))
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[revision.object_id])


def edit_snippet(instance: Any) -> str:
    return reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])


def edit_page(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])
