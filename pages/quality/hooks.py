"""Asks the gate on the routes at the desk that have no form of ours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from .checking import find_errors
from .desk import show_findings
from .refusing import find_edit_url, say_why

BEFORE_LOCALIZE = -10


@hooks.register("before_bulk_action")
def check_before_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish all of the chosen pages or, when one has an error, none, and name each that has."""
    if action_type != "publish" or not all(isinstance(each, Page) for each in objects):
        return None
    refused = False
    for page in list_with_drafts_below(objects, action):
        errors = find_errors(page.get_latest_revision_as_object())
        if errors:
            refused = True
            say_why(request, page, errors)
    return redirect(action.next_url) if refused else None


def list_with_drafts_below(objects: list[Any], action: Any) -> list[Any]:
    """Return the chosen pages, and the drafts below them where the editor wants those too."""
    pages = [page.specific for page in objects]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            pages += page.get_descendants().not_live().specific()
    return pages


@hooks.register("before_edit_page", order=BEFORE_LOCALIZE)
@hooks.register("before_edit_snippet", order=BEFORE_LOCALIZE)
def check_before_publishing_translation(request: HttpRequest, translated: Any) -> HttpResponse | None:
    """Refuse to publish a translation with an error from the translator; what is translated stays."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=translated.translation_key, target_locale_id=translated.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    becoming = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    errors = find_errors(becoming)
    if not errors:
        return None
    say_why(request, translated, errors)
    return redirect(find_edit_url(request, translated))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("findings/<int:page_id>/", show_findings, name="findings")]


@hooks.register("insert_editor_js")
def follow_background_saves() -> str:
    return format_html('<script src="{}" defer></script>', static("pages/findings.js"))
