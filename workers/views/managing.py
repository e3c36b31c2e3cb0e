"""One's own settings, behind a mailed link and no password."""

from http import HTTPStatus

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workers.forms import ChoicesForm
from workers.models import Subscriber
from workers.services.subscribing.choosing import choose_scope, list_choices, list_followed
from workers.services.subscribing.following import change
from workers.tokens import ExpiredToken, ForgedToken, read_managing, sign_leaving
from workers.views.answering import answer, answer_expired, answer_later, pair


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what is followed; POST replaces it. A forged link is 404, an old one or a left list 410."""
    try:
        key = read_managing(token)
    except ExpiredToken:
        return answer_expired(request, language)
    except ForgedToken as error:
        raise Http404 from error
    subscriber = Subscriber.objects.active().filter(key=key).first()
    if subscriber is None:
        return answer_expired(request, language)
    followed = list_followed(subscriber)
    if request.method == "POST":
        data = request.POST.copy()
        data.setlist("scope", choose_scope(data.getlist("scope")))
        form = ChoicesForm(data, topics=list_choices(language, [*followed, *data.getlist("scope")]))
    else:
        form = ChoicesForm(
            initial={
                "language": subscriber.language,
                "scope": followed,
                "frequency": subscriber.frequency,
            },
            topics=list_choices(language, followed),
        )
    context = {
        "form": form,
        "alternates": pair("manage", token),
        "leave_url": reverse("workers:leave", args=[sign_leaving(subscriber.key)]),
    }
    if request.method != "POST":
        return answer(request, "manage", context, private=True)
    if not form.is_valid():
        return answer(request, "manage", context, status=HTTPStatus.UNPROCESSABLE_ENTITY, private=True)
    try:
        change(subscriber, form.read_choices())
    except OperationalError:
        return answer_later(request, "manage", context, private=True)
    return answer(request, "manage", {**context, "saved": True}, private=True)
