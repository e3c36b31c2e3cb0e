"""The page of one release at the desk: what is in it, what is in the way, and what can be done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import log as log_action
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.models.release import Release, ReleaseItem, ReleaseState
from pages.releasing.choosing import choose, list_choices
from pages.releasing.examining import examine
from pages.releasing.forms import ScheduleForm
from pages.releasing.ordering import in_order
from pages.releasing.problems import Problem, Refused, read_problems
from pages.releasing.publishing import NotNow, call_off, fetch_texts, publish_now, schedule

View = Callable[..., HttpResponse]
LANGUAGE_NAMES = settings.LANGUAGES


def for_those_who(action: str) -> Callable[[View], View]:
    """Let only users in who may do this with releases (view, change, publish); hand the view the release."""

    def decorate(view: View) -> View:
        @wraps(view)
        def ask_first(request: HttpRequest, pk: int) -> HttpResponse:
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, get_object_or_404(Release, pk=pk))

        return ask_first

    return decorate


def may(user: Any, action: str) -> bool:
    policy = policy_registry.get_by_type(Release)
    actions = ["change", "publish", "view"] if action == "view" else [action]
    return bool(policy.user_has_any_permission(user, actions))


@for_those_who("view")
def show(request: HttpRequest, release: Release) -> HttpResponse:
    return show_release(request, release)


def show_release(
    request: HttpRequest, release: Release, *, problems: list[Problem] | None = None, form: Any = None
) -> HttpResponse:
    """Answer with the page of a release as it would be published now; `problems` are those somebody just met."""
    items = in_order(release.items.select_related("revision").prefetch_related("content_object"))
    may_publish = may(request.user, "publish")
    found = [] if release.published_at else examine_for(release, request.user)
    shown = list(
        {(each.code, each.item, each.message): each for each in [*(problems or []), *found]}.values()
    )
    context = {
        "release": release,
        "parts": [describe_part(item, shown) for item in items],
        "general": [each for each in shown if each.item is None],
        "reasons": describe_reasons(release, items),
        "is_ready": not any(each.stops for each in found),
        "needs_texts": any(each.code == "source_changed" for each in shown),
        "form": form or ScheduleForm(),
        "may_change": may(request.user, "change") and release.is_open,
        "may_publish": may_publish,
        "links": [
            link for get in hooks.get_hooks("register_release_links") for link in get(request, release)
        ],
        "breadcrumbs_items": trace(release.title_sv),
        "header_title": release.title_sv,
        "page_title": release.title_sv,
    }
    return render(request, "pages/releasing/show.html", context)


def examine_for(release: Release, user: Any) -> list[Problem]:
    """Return what is in the way of whoever publishes it; who only prepares it need not read of rights."""
    publisher = release.publisher if release.state == ReleaseState.SCHEDULED else user
    problems = examine(release, publisher)
    return problems if may(user, "publish") else [each for each in problems if each.code != "forbidden"]


def describe_reasons(release: Release, items: list[ReleaseItem]) -> list[str]:
    """Return why it failed at its time, each with the part that it was about where that is still in it."""
    titles = {item.pk: f"{item.title}: " for item in items}
    problems = read_problems(release.problems)
    return [f"{titles.get(each.item, '') if each.item else ''}{each.message}" for each in problems]


def describe_part(item: ReleaseItem, problems: list[Problem]) -> dict[str, Any]:
    """Return what the table shows of one part; `edit_url` is empty for what has been deleted."""
    subject = item.subject
    title = item.title if subject is None else describe_subject(subject)
    return {
        "item": item,
        "title": title,
        "language": dict(LANGUAGE_NAMES)[item.language],
        "type": "" if subject is None else subject._meta.verbose_name,
        "is_new": subject is not None and not subject.live,
        "edit_url": "" if subject is None else edit_url(subject),
        "problems": [each for each in problems if each.item == item.pk],
    }


def describe_subject(subject: Any) -> str:
    return str(subject.get_admin_display_title() if isinstance(subject, Page) else subject)


def edit_url(subject: Any) -> str:
    """Return where the desk edits a page or another object."""
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:edit", args=[subject.pk])
    try:
        return reverse(subject.snippet_viewset.get_url_name("edit"), args=[quote(subject.pk)])
    except NoReverseMatch:
        return ""


def trace(*labels: str) -> list[dict[str, Any]]:
    """Return the crumbs of a page below the list of releases."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("releases:index"), "label": _("Joint publications")},
        *({"url": "", "label": label} for label in labels),
    ]


@for_those_who("change")
def choose_drafts(request: HttpRequest, release: Release) -> HttpResponse:
    """Ask which drafts to publish together, and keep the answer."""
    if not release.is_open:
        messages.error(request, _("It cannot be changed now: it is scheduled or published."))
        return back_to(release)
    if request.method == "POST":
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.is_open:
            choose(release, request.POST.getlist("chosen"), request.user)
            log_action(release, "pages.release.choose", user=request.user)
            messages.success(request, describe_size(release))
        return back_to(release)
    context = {
        "release": release,
        "rows": list_choices(release, request.user),
        "languages": [name for _code, name in LANGUAGE_NAMES],
        "breadcrumbs_items": trace(release.title_sv),
        "header_title": _("Choose drafts: %(title)s") % {"title": release.title_sv},
    }
    return render(request, "pages/releasing/choose.html", context)


def describe_size(release: Release) -> str:
    number = release.items.count()
    return ngettext("%(number)d draft is chosen.", "%(number)d drafts are chosen.", number) % {
        "number": number
    }


@require_POST
@for_those_who("publish")
def publish(request: HttpRequest, release: Release) -> HttpResponse:
    """Publish everything now, or show what is in the way."""
    return attempt(
        request, release, lambda: publish_now(release.pk, request.user), _("Everything is published.")
    )


@require_POST
@for_those_who("publish")
def schedule_release(request: HttpRequest, release: Release) -> HttpResponse:
    """Schedule everything for a minute, or show what is in the way; a time that does not exist is said so."""
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show_release(request, release, form=form)
    moment = form.cleaned_data["go_live_at"]
    done = _("Everything is scheduled. The drafts are published as they are now.")
    return attempt(request, release, lambda: schedule(release.pk, request.user, moment), done, form)


@require_POST
@for_those_who("publish")
def call_off_release(request: HttpRequest, release: Release) -> HttpResponse:
    done = _("The time is called off. Nothing was published.")
    return attempt(request, release, lambda: call_off(release.pk, request.user), done)


@require_POST
@for_those_who("change")
def fetch_new_texts(request: HttpRequest, release: Release) -> HttpResponse:
    done = _("The translations now have the texts of the drafts. What is missing is said at each part.")
    return attempt(request, release, lambda: fetch_texts(release.pk, request.user), done)


def attempt(
    request: HttpRequest, release: Release, act: Callable[[], Any], done: str, form: Any = None
) -> HttpResponse:
    """Do it and say so; or say why not, with everything that was filled in still there."""
    try:
        act()
    except Refused as refused:
        messages.error(request, _("Nothing was published. See below what is in the way."))
        return show_release(request, release, problems=refused.problems, form=form)
    except NotNow:
        messages.error(request, _("Somebody was here before you. This is how it stands now."))
    else:
        messages.success(request, done)
    return back_to(release)


def back_to(release: Release) -> HttpResponse:
    return HttpResponseRedirect(reverse("releases:show", args=[release.pk]))
