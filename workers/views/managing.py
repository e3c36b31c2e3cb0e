"""One's own settings, behind a mailed link and no password."""

from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workers.forms import ChoicesForm, NewAddressForm
from workers.models import Subscriber
from workers.services.subscribing.choosing import choose_scope, list_followed
from workers.services.subscribing.following import change
from workers.services.subscribing.offering import list_offer
from workers.tokens import ExpiredToken, ForgedToken, read_managing, sign_leaving
from workers.views.answering import answer, answer_expired, answer_later, pair


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what is followed; POST replaces it. A forged link is 404, an old one or a left list 410."""
    subscriber = find_owner(token)
    if subscriber is None:
        return answer_expired(request, language)
    form = fill_form(subscriber, language)
    if request.method == "POST":
        data = request.POST.copy()
        data.setlist("scope", choose_scope(data.getlist("scope")))
        offer = list_offer(language, [*list_followed(subscriber), *data.getlist("scope")])
        form = ChoicesForm(data, offer=offer, kinds=subscriber.kinds)
    context = describe(subscriber, token, language, form)
    if request.method != "POST":
        return answer(request, "manage", context, private=True)
    if not form.is_valid():
        return answer(request, "manage", context, status=HTTPStatus.UNPROCESSABLE_ENTITY, private=True)
    try:
        change(subscriber, form.read_choices())
    except OperationalError:
        return answer_later(request, "manage", context, private=True)
    return answer(request, "manage", {**context, "saved": True}, private=True)


def find_owner(token: str) -> Subscriber | None:
    """Return whose settings a link opens; None when it is too old or they have left. Raises `Http404`."""
    try:
        key = read_managing(token)
    except ExpiredToken:
        return None
    except ForgedToken as error:
        raise Http404 from error
    return Subscriber.objects.active().filter(key=key).first()


def fill_form(subscriber: Subscriber, language: str) -> ChoicesForm:
    """Return the form as the subscriber has chosen."""
    followed = list_followed(subscriber)
    initial = {
        "language": subscriber.language,
        "scope": followed,
        "frequency": subscriber.frequency,
        "kinds": subscriber.kinds,
    }
    return ChoicesForm(initial=initial, offer=list_offer(language, followed))


def describe(
    subscriber: Subscriber,
    token: str,
    language: str,
    form: ChoicesForm,
    address_form: NewAddressForm | None = None,
) -> dict[str, Any]:
    """What the page with the settings shows."""
    return {
        "form": form,
        "address_form": address_form or NewAddressForm(current=subscriber.email),
        "manage_url": pair("manage", token)[language],
        "address_url": pair("request-address", token)[language],
        "current_address": subscriber.email,
        "alternates": pair("manage", token),
        "leave_url": reverse("workers:leave", args=[sign_leaving(subscriber.key)]),
    }
