"""Where the content of a withdrawn page went, if the editor who withdraws it says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

FIELD = "withdrawn_to"
DESK = "/admin/"
ENDINGS = ("/unpublish/", "/delete/")

_destination: ContextVar[UUID | None] = ContextVar("withdrawn_to", default=None)


def find_destination() -> UUID | None:
    """Return the key of the page that what is withdrawn at this moment went to, or None."""
    return _destination.get()


@contextmanager
def withdrawing_to(destination: UUID | None) -> Iterator[None]:
    """Let every withdrawal that is recorded inside say this destination."""
    token = _destination.set(destination)
    try:
        yield
    finally:
        _destination.reset(token)


class DestinationMiddleware:
    """Hears the editor's answer on each of the desk's forms that withdraw: one page or many, below too.

    Wagtail's views take the pages from the database anew, so no instance could carry it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with withdrawing_to(read_destination(request)):
            return self.get_response(request)


def read_destination(request: HttpRequest) -> UUID | None:
    """Return the key of the page that was chosen in the form; None for none, or one that is not there."""
    if request.method != "POST" or not request.path.startswith(DESK) or not request.path.endswith(ENDINGS):
        return None
    chosen = request.POST.get(FIELD, "")
    if not (chosen.isascii() and chosen.isdigit()):
        return None
    found: UUID | None = Page.objects.filter(pk=chosen).values_list("translation_key", flat=True).first()
    return found
