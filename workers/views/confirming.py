"""The link in the first mail: GET shows one button, POST acts (scanners follow GETs)."""

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workers.services.messages.telling import list_topics
from workers.services.subscribing.following import confirm, find_asker
from workers.tokens import ExpiredToken, ForgedToken, read_confirmation
from workers.views.answering import answer, answer_expired, answer_later, pair


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_following(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Confirm what was asked for. A forged link is 404, an old one or one from before leaving 410."""
    try:
        confirmation = read_confirmation(token)
    except ExpiredToken:
        return answer_expired(request, language)
    except ForgedToken as error:
        raise Http404 from error
    topics = list_topics(confirmation.choices.scope, language)
    context: dict[str, Any] = {"alternates": pair("confirm", token), "topics": topics}
    if find_asker(confirmation) is None:
        return answer_expired(request, language)
    if request.method != "POST":
        return answer(request, "confirm", context, private=True)
    try:
        if confirm(confirmation) is None:
            return answer_expired(request, language)
    except OperationalError:
        return answer_later(request, "confirm", context, private=True)
    context["link_url"] = pair("request-link")[language]
    return answer(request, "confirmed", context, private=True)
