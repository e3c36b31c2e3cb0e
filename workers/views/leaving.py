"""Leaving with one click (RFC 8058): POST ends everything, from any origin; GET shows a page."""

from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workers.models import Language, Subscriber
from workers.services.subscribing.following import leave
from workers.tokens import ForgedToken, read_leaving
from workers.views.answering import answer_in, asked_language, pair


@require_http_methods(["GET", "HEAD", "POST"])
def leave_everything(request: HttpRequest, token: str) -> HttpResponse:
    """End everything sent to the token's address; the link never expires, a forged one is 404."""
    try:
        key = read_leaving(token)
    except ForgedToken as error:
        raise Http404 from error
    language = asked_language(request) or find_language(key)
    context = {"left": request.method == "POST", "subscribe_url": pair("subscribe")[language]}
    if request.method == "POST":
        try:
            leave(key)
        except OperationalError:
            return answer_in(request, language, "leave", {**context, "left": False}, later=True)
    return answer_in(request, language, "leave", context)


def find_language(key: UUID) -> str:
    """The subscriber's own language, else Swedish."""
    known = Subscriber.objects.filter(key=key).values_list("language", flat=True).first()
    return known or Language.SWEDISH
