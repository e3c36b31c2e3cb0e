"""Tells an editor why something was not published, wherever they pressed the button."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from .findings import Finding
from .gate import NotFit


class NotFitMiddleware:
    """Turns a refusal into a message and leads to where the fault can be mended.

    The transaction around the view is rolled back by then, so nothing is half published.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotFit):
            return None
        say_why(request, exception.refused, exception.findings)
        address = find_edit_url(request, exception.refused)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address}, status=HTTPStatus.OK)
        return redirect(address)


def say_why(request: HttpRequest, refused: Any, findings: list[Finding]) -> None:
    """Leave a message for each fault, with a way to it."""
    address = find_edit_url(request, refused)
    title = refused.get_admin_display_title() if isinstance(refused, Page) else str(refused)
    for finding in findings:
        text = _("“%(title)s” was not published. %(fault)s") % {"title": title, "fault": finding.message}
        messages.error(request, text, [messages.button(f"{address}#{finding.place.anchor}", _("Edit"))])


def find_edit_url(request: HttpRequest, refused: Any) -> str:
    """Return where the object is edited, else the desk's first page."""
    found: str | None = AdminURLFinder(request.user).get_edit_url(refused)
    return found or reverse("wagtailadmin_home")
