"""The page that shows whether mail goes: the queues, the mail server, and a message to oneself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from workers.desk.examples import send_examples
from workers.models import Alarm, Delivery, DeliveryState, Purpose
from workers.models.delivery import OPEN
from workers.services.alerting.measuring import Queue, measure
from workers.services.delivering.breaking import read_breaker
from workers.services.delivering.explaining import SENTENCES, explain
from workers.services.messages.rendering import render_words
from workers.services.messages.telling import frame

MOST_ALARMS = 10
MOST_TESTS = 5


class ForPublishers(PermissionCheckedMixin):
    """Shown to whoever may publish: who may cause mail."""

    permission_policy = policy_registry.get_by_type(Page)
    permission_required = "publish"


@dataclass(frozen=True, slots=True)
class ShownQueue:
    """One queue: what it is, how long its oldest row has waited in words (empty: nothing waits), and whether it stands still.

    `tries` is how often something in it was begun that is begun again and again, else 0.
    """

    name: str
    waited: str
    stands_still: bool
    tries: int


@dataclass(frozen=True, slots=True)
class ShownTest:
    """One message to oneself: when it was asked for, how far it is, what that means, and what the server answered."""

    at: datetime
    state: str
    sentence: str
    answer: str


class MailCheckView(ForPublishers, WagtailAdminTemplateMixin, TemplateView):
    """GET shows how the mail goes; POST sends a message to whoever asks, by the way that all mails go."""

    template_name = "workers/desk/checking.html"
    page_title = gettext_lazy("Check the mail")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        alarms = Alarm.objects.order_by("-noticed_at")[:MOST_ALARMS]
        names = name_queues()
        return {
            **context,
            "tests": list_tests(self.request.user),
            "finished": is_finished(self.request.user),
            "own_address": getattr(self.request.user, "email", ""),
            "queues": show_queues(),
            "breaker": read_breaker(),
            "alarms": [(alarm, names.get(alarm.queue, alarm.queue)) for alarm in alarms],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = "en" if get_language() == "en" else "sv"
        send_examples(request, [render_words("check", language, frame(language), "")])
        return redirect("mail_check")


class TestsView(ForPublishers, View):
    """How far the messages to oneself are: `{finished, said, html}`."""

    def get(self, request: HttpRequest) -> JsonResponse:
        tests = list_tests(request.user)
        html = render_to_string("workers/desk/tests.html", {"tests": tests}, request)
        said = f"{tests[0].state}. {tests[0].sentence}" if tests else ""
        answer = {"finished": is_finished(request.user), "said": said, "html": html}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def find_tests(user: Any) -> Any:
    """Return the messages to a user's own address; a test is kept for a day."""
    address = getattr(user, "email", "")
    proofs = Delivery.objects.filter(purpose=Purpose.PROOF)
    return proofs.filter(letter__recipient=address) if address else proofs.none()


def list_tests(user: Any) -> list[ShownTest]:
    """Return the last messages to oneself, the latest first. One query."""
    return [show_test(each) for each in find_tests(user).order_by("-pk")[:MOST_TESTS]]


def is_finished(user: Any) -> bool:
    """Tell whether nothing is on its way, or what is has been tried and waits."""
    return not find_tests(user).filter(state__in=OPEN, attempts=0).exists()


def show_test(test: Delivery) -> ShownTest:
    """Return how far one message is; the answer is the server's own words, without an address."""
    states = {
        DeliveryState.WAITING: _("Waits to be sent"),
        DeliveryState.LEASED: _("Is being sent"),
        DeliveryState.SENT: _("The mail server has taken it"),
        DeliveryState.FAILED: _("It could not be delivered"),
        DeliveryState.UNCERTAIN: _("Uncertain: the connection was lost before the last answer"),
    }
    state = states.get(DeliveryState(test.state), str(DeliveryState(test.state).label))
    if test.state == DeliveryState.WAITING and test.attempts:
        state = _("Not taken yet; it is tried again by itself")
    troubled = test.outcome and test.state in (DeliveryState.WAITING, DeliveryState.FAILED)
    return ShownTest(
        test.created_at, state, str(SENTENCES[explain(test.outcome)]) if troubled else "", test.outcome
    )


def show_queues() -> list[ShownQueue]:
    now, names = timezone.now(), name_queues()
    return [
        ShownQueue(
            names[standing.queue],
            timesince(standing.since, now) if standing.since else "",
            standing.stands_still(now),
            standing.begun_again,
        )
        for standing in measure(now)
    ]


def name_queues() -> dict[str, str]:
    """Return what waits in each queue, in the language that is active."""
    return {
        Queue.URGENT: _("Confirmations and other mails that somebody waits for"),
        Queue.TURNS: _("Publications whose readers are to be found"),
        Queue.SUMMARIES: _("Daily and weekly summaries"),
        Queue.BULK: _("Mails to readers"),
        Queue.WEBHOOKS: _("Messages to webhooks"),
    }
