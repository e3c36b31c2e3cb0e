"""The form to follow the plan, and the request for a link to one's own settings."""

from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from workers import tasks
from workers.consent_texts import read_consent_text
from workers.forms import AddressForm, SubscribeForm
from workers.services.subscribing.choosing import choose_scope
from workers.services.subscribing.following import TooMany, ask_to_follow, ask_to_manage
from workers.services.subscribing.offering import list_offer
from workers.tokens import USUAL_KINDS
from workers.views.answering import answer, answer_later, pair


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, language: str) -> HttpResponse:
    """GET shows the form, with `scope` (or `follow`) ticked; POST sends a link to confirm with."""
    if request.method == "POST":
        return take_form(request, language)
    wanted = choose_scope(request.GET.getlist("scope") + request.GET.getlist("follow"))
    initial = {"language": language, "scope": wanted, "frequency": "now", "kinds": USUAL_KINDS}
    form = SubscribeForm(initial=initial, offer=list_offer(language, wanted))
    return show(request, language, form=form)


def take_form(request: HttpRequest, language: str) -> HttpResponse:
    """Answer a sent form; known and unknown addresses get the same octets."""
    data = request.POST.copy()
    data.setlist("scope", choose_scope(data.getlist("scope")))
    form = SubscribeForm(data, offer=list_offer(language, data.getlist("scope")))
    if not form.is_valid():
        return show(request, language, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        ask_to_follow(form.cleaned_data["email"], form.read_choices())
    except TooMany:
        return refuse(request, "subscribe")
    except OperationalError:
        return answer_later(request, "subscribe", describe(language, form))
    tasks.poke(tasks.deliver_urgent)
    return answer(request, "sent", {"alternates": pair("subscribe"), "purpose": "confirmation"})


@require_http_methods(["GET", "HEAD", "POST"])
def request_link(request: HttpRequest, language: str) -> HttpResponse:
    """GET shows a field for an address; POST sends a link to its settings."""
    if request.method != "POST":
        return show_link_form(request, AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return show_link_form(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        ask_to_manage(form.cleaned_data["email"], language)
    except TooMany:
        return refuse(request, "request-link")
    except OperationalError:
        return answer_later(request, "request_link", {"form": form, "alternates": pair("request-link")})
    tasks.poke(tasks.deliver_urgent)
    return answer(request, "sent", {"alternates": pair("request-link"), "purpose": "manage"})


def show(
    request: HttpRequest, language: str, *, form: SubscribeForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Show the form to follow."""
    return answer(request, "subscribe", describe(language, form), status=status)


def describe(language: str, form: SubscribeForm) -> dict[str, Any]:
    """What the page with the form to follow shows."""
    return {
        "form": form,
        "page_language": language,
        "consent_text": read_consent_text(language),
        "alternates": pair("subscribe"),
        "link_url": pair("request-link")[language],
    }


def show_link_form(
    request: HttpRequest, form: AddressForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Show the field for an address."""
    return answer(request, "request_link", {"form": form, "alternates": pair("request-link")}, status=status)


def refuse(request: HttpRequest, name: str) -> HttpResponse:
    """Say that more mails were asked for than we send in a minute, whoever asks."""
    response = answer(request, "busy", {"alternates": pair(name)}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    return response
