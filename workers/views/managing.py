"""One's own settings, behind a mailed link and no password."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from workers.forms import ChoicesForm
from workers.models import Subscriber
from workers.services.choosing import choose_scope, list_choices, list_followed
from workers.services.subscribing import change
from workers.tokens import ExpiredToken, ForgedToken, read_managing, sign_leaving
from workers.views.answering import answer, answer_expired, pair


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
    saved = request.method == "POST" and form.is_valid()
    if saved:
        change(subscriber, form.read_choices())
    context = {
        "form": form,
        "saved": saved,
        "alternates": pair("manage", token),
        "leave_url": reverse("workers:leave", args=[sign_leaving(subscriber.key)]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and not saved else HTTPStatus.OK
    return answer(request, "manage", context, status=status, private=True)
