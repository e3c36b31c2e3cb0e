"""Sends a translation to review, which wagtail-localize's editor has no button for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.quality.checking import find_errors
from pages.quality.refusing import say_why
from pages.quality.translations import find_translation


def may_send(page: Page, user: Any) -> bool:
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() and permissions.can_submit_for_moderation())


def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask first; then make what is translated a draft and begin its review, if it has no error."""
    page = get_object_or_404(Page, pk=page_id).specific
    translation = find_translation(page)
    if translation is None or not may_send(page, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return TemplateResponse(request, "pages/desk/send_translation.html", {"page": page})
    becoming = write_draft(translation)
    errors = find_errors(becoming)
    if errors:
        say_why(request, page, errors)
    else:
        becoming.save_revision(user=request.user)
        becoming.get_workflow().start(becoming, request.user)
        messages.success(request, _("“%(title)s” was sent to review.") % {"title": becoming.title})
    return redirect("wagtailadmin_pages:edit", page.pk)


def write_draft(translation: Translation) -> Any:
    """Return the page as it is translated now, unsaved: what is public stays as it is."""
    becoming = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    slug = slugify(becoming.slug)
    becoming.slug = find_available_slug(becoming.get_parent(), slug, ignore_page_id=becoming.pk)
    return becoming
