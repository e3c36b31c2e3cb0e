"""Puts the button into the history of pages and snippets."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Revision
from wagtail.utils.timestamps import render_timestamp

from pages.restoring.versions import Locked, may_restore, restore


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("restore/<int:revision_id>/", restore_version, name="restore_version")]


@require_POST
def restore_version(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Make the version a draft and open it in the editor; one that is locked stays as it is."""
    revision = get_object_or_404(Revision, pk=revision_id)
    restored = revision.content_object
    if restored is None or not may_restore(request, restored):
        raise PermissionDenied
    try:
        restore(revision, request.user)
    except Locked as locked:
        messages.error(request, str(locked) or _("The page is locked."))
    else:
        message = _("The version of %(moment)s is the draft again. Nothing is published by this.")
        messages.success(request, message % {"moment": render_timestamp(revision.created_at)})
    address = AdminURLFinder(request.user).get_edit_url(restored) or reverse("wagtailadmin_home")
    return redirect(address)
