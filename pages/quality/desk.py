"""The list of findings by itself, for the editor whose draft is saved in the background."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page


def show_findings(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with what is wrong with the latest draft of a page."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "pages/desk/findings.html", {"object": draft})
