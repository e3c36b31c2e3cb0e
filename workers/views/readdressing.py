"""Moving to another address: asked for on the settings' page, confirmed by a link in a mail to the new one."""

from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from workers import tasks
from workers.forms import NewAddressForm
from workers.services.subscribing.following import TooMany
from workers.services.subscribing.readdressing import ask_to_readdress, find_mover, readdress
from workers.tokens import ExpiredToken, ForgedToken, read_readdressing
from workers.views.answering import answer, answer_expired, answer_later, pair
from workers.views.managing import describe, fill_form, find_owner
from workers.views.subscribing import refuse


@require_http_methods(["GET", "HEAD", "POST"])
def request_address(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """POST sends a link to the new address; taken, suppressed and free addresses get the same octets."""
    if request.method != "POST":
        return HttpResponseRedirect(pair("manage", token)[language])
    subscriber = find_owner(token)
    if subscriber is None:
        return answer_expired(request, language)
    form = NewAddressForm(request.POST, current=subscriber.email)
    context = describe(subscriber, token, language, fill_form(subscriber, language), form)
    if not form.is_valid():
        return answer(request, "manage", context, status=HTTPStatus.UNPROCESSABLE_ENTITY, private=True)
    try:
        ask_to_readdress(subscriber.key, form.cleaned_data["email"], subscriber.language)
    except TooMany:
        return refuse(request, "request-link")
    except OperationalError:
        return answer_later(request, "manage", context, private=True)
    tasks.poke(tasks.deliver_urgent)
    context = {"alternates": pair("manage", token), "purpose": "address"}
    return answer(request, "sent", context, private=True)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """GET shows one button, POST moves. A forged link is 404, an old one or one overtaken by another 410."""
    try:
        key, mark = read_readdressing(token)
    except ExpiredToken:
        return answer_expired(request, language)
    except ForgedToken as error:
        raise Http404 from error
    context: dict[str, Any] = {"alternates": pair("address", token)}
    if find_mover(key, mark) is None:
        return answer_expired(request, language)
    if request.method != "POST":
        return answer(request, "confirm_address", context, private=True)
    try:
        if readdress(key, mark) is None:
            return answer_expired(request, language)
    except (OperationalError, IntegrityError):  # the address began to follow in the same moment
        return answer_later(request, "confirm_address", context, private=True)
    tasks.poke(tasks.deliver_urgent)
    context["link_url"] = pair("request-link")[language]
    return answer(request, "readdressed", context, private=True)
