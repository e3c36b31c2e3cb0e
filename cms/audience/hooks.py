"""Puts the question who will be told into the editors of pages, translations and other objects."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.action_menu import ActionMenuItem as SnippetActionMenuItem
from wagtail_localize.models import Translation

from cms.audience.views import AudienceView
from pages.models.release import Release
from workers.models import RELEASE, Event

ACTION = "action-audience"
AFTER_HISTORY = 67


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("audience/<str:kind>/<int:pk>/", AudienceView.as_view(), name="audience")]


@hooks.register("register_page_header_buttons")
def offer_audience(
    page: Page, user: Any, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        yield Button(_("Who will be told?"), find_address(page), icon_name="mail", priority=AFTER_HISTORY)


@hooks.register("register_release_links")
def link_release(request: HttpRequest, release: Release) -> list[tuple[str, str]]:
    """Lead from a release to who would be told, and afterwards to its mail."""
    event = Event.objects.filter(kind=RELEASE, key=release.key).order_by("pk").last()
    if event is not None:
        return [(_("The mail of this publication"), reverse("publication_mail", args=[event.pk]))]
    return [(_("Who will be told?"), reverse("audience", args=["release", release.pk]))]


class AudienceItem(ActionMenuItem):
    """Saves the draft, then shows who would hear of it."""

    name = ACTION
    label = gettext_lazy("Save, and see who will be told")
    icon_name = "mail"


class SnippetAudienceItem(SnippetActionMenuItem):
    """The same for what is no page."""

    name = ACTION
    label = gettext_lazy("Save, and see who will be told")
    icon_name = "mail"

    def is_shown(self, context: Any) -> bool:
        return is_ours(context["model"]) and not context.get("locked_for_user")


@hooks.register("register_page_action_menu_item")
def register_page_action() -> ActionMenuItem:
    return AudienceItem(order=80)


@hooks.register("register_snippet_action_menu_item")
def register_snippet_action(model: Any) -> SnippetActionMenuItem | None:
    return SnippetAudienceItem(order=80) if is_ours(model) else None


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def show_audience(request: HttpRequest, thing: Any) -> HttpResponse | None:
    """Go on to the answer when that was the button that saved."""
    if ACTION in request.POST and is_ours(type(thing)):
        return redirect(find_address(thing))
    return None


def is_ours(model: Any) -> bool:
    return model._meta.app_label == "pages" and issubclass(model, DraftStateMixin)


def find_address(thing: Any) -> str:
    """Return the address of the answer; a translation's is that of what stands in its editor."""
    translation = find_translation(thing)
    if translation is not None:
        return reverse("audience", args=["translation", translation.pk])
    kind = "page" if isinstance(thing, Page) else thing._meta.label_lower
    return reverse("audience", args=[kind, thing.pk])


def find_translation(thing: Any) -> Translation | None:
    """Return the translation in wagtail-localize's editor that makes this object, or None."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=thing.translation_key, target_locale=thing.locale_id, enabled=True
    ).first()
    return found
