"""Tells an editor who has just published how long the mail can be stopped, and where."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.desk import DESK
from cms.middleware import SAFE_METHODS
from pages.events import PagePublished, page_published
from workers.models import Event, EventState

MOST = 3

_published: ContextVar[list[int] | None] = ContextVar("published", default=None)


@receiver(page_published, dispatch_uid="tell_editor")
def note_publication(sender: object, event: PagePublished, **kwargs: Any) -> None:
    """Note what the request of this thread publishes, by whatever route."""
    noted = _published.get()
    if noted is not None:
        noted.append(event.publication)


class TellEditorMiddleware:
    """Adds a message with a way to the mail to what the desk answers after a publication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or not request.path.startswith(DESK):
            return self.get_response(request)
        token = _published.set([])
        try:
            response = self.get_response(request)
            tell_editor(request, _published.get() or [])
        finally:
            _published.reset(token)
        return response


def tell_editor(request: HttpRequest, publications: list[int]) -> None:
    """Say of each mail that waits that it can be stopped; a forecast has left no event, and nothing is said."""
    if not publications:
        return
    events = Event.objects.filter(publication__in=publications, state=EventState.WAITING)
    waiting = {
        event.gathered_by or event: None for event in events.select_related("gathered_by").order_by("pk")
    }
    for event in list(waiting)[:MOST]:
        way = messages.button(reverse("publication_mail", args=[event.pk]), _("Who will be told?"))
        title = f"{event.code} {event.title}".strip()
        messages.info(
            request, _("The mail about “%(title)s” can still be stopped.") % {"title": title}, buttons=[way]
        )
