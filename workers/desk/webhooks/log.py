"""The log of one webhook: what was told, what was answered, and what to do about it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.log_actions import log as log_action

from workers import tasks
from workers.desk.webhooks.forms import SinceForm, TurnOnForm
from workers.desk.webhooks.revealing import show_log, show_secret
from workers.desk.webhooks.telling import find_gap, list_tries
from workers.models import WebhookEndpoint
from workers.services.webhooks.disabling import takes_no_mail, turn_off, turn_on
from workers.services.webhooks.queueing import queue_test
from workers.services.webhooks.replaying import replay_one, replay_since
from workers.services.webhooks.rotating import OVERLAP, rotate

ROWS = 25


class LogView(generic.InspectView):
    """GET shows the messages, the newest first; POST does what one of its buttons says.

    Each act is in the webhook's history: who did it, and when.
    """

    template_name = "workers/desk/webhooks/log.html"
    page_title = gettext_lazy("Log of a webhook")
    header_icon = "link"
    object: WebhookEndpoint

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = self.object.posts.select_related("message").order_by("-pk")
        endpoint = self.object
        rotating = endpoint.previous_until and endpoint.previous_until > timezone.now()
        page = Paginator(posts, ROWS).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "endpoint": endpoint,
            "types": endpoint.types,
            "posts": page,
            "rows": [(post, list_tries(post)) for post in page.object_list],
            "owner_takes_no_mail": takes_no_mail(endpoint),
            "log_days": settings.WEBHOOK_LOG_DAYS,
            "rotating_until": endpoint.previous_until if rotating else None,
            "overlap_hours": int(OVERLAP.total_seconds() // 3600),
            "since_form": kwargs.get("since_form") or self._ask_since(),
            "undelivered": endpoint.posts.undelivered().count(),
        }

    def _ask_since(self) -> SinceForm:
        if self.object.is_on:
            return SinceForm()
        gap = find_gap(self.object)
        lost = self.object.posts.undelivered().filter(message__created_at__gte=gap)
        return TurnOnForm(initial={"since": gap, "missed": lost.exists()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        acts = {
            "test": self._test,
            "on": self._turn_on,
            "off": self._turn_off,
            "rotate": self._rotate,
            "replay": self._replay,
            "replay_since": self._replay_since,
        }
        act = acts.get(request.POST.get("act", ""))
        return act(request) if act else redirect(show_log(self.object))

    def _test(self, request: HttpRequest) -> HttpResponse:
        if self._must_be_on(request):
            queue_test(self.object)
            self._note("workers.webhook.test", _("A test message is on its way. Reload to see the answer."))
            self._wake()
        return redirect(show_log(self.object))

    def _turn_on(self, request: HttpRequest) -> HttpResponse:
        form = TurnOnForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The webhook is still off. See below what is missing."))
            return self._show(form)
        missed = form.cleaned_data["missed"]
        said = (
            _("The webhook is on.")
            if missed
            else _("The webhook is on. What it missed is posted only if you ask for it.")
        )
        with transaction.atomic():
            if turn_on(self.object.pk):
                self._note("workers.webhook.turn_on", said)
                if missed:
                    self._tell_replayed(replay_since(self.object, form.cleaned_data["since"]))
        return redirect(show_log(self.object))

    def _turn_off(self, request: HttpRequest) -> HttpResponse:
        if turn_off(self.object.pk):
            self._note("workers.webhook.turn_off", _("The webhook is turned off. Nothing more is posted."))
        return redirect(show_log(self.object))

    def _rotate(self, request: HttpRequest) -> HttpResponse:
        secret = rotate(self.object.pk)
        log_action(self.object, "workers.webhook.rotate", user=request.user)
        return show_secret(request, self.object, secret, is_new=False)

    def _replay(self, request: HttpRequest) -> HttpResponse:
        written = request.POST.get("post", "")
        pk = int(written[:18]) if written.isdecimal() else 0
        if self._must_be_on(request):
            self._tell_replayed(replay_one(self.object, pk))
        return redirect(show_log(self.object))

    def _replay_since(self, request: HttpRequest) -> HttpResponse:
        form = SinceForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was posted again. See below what is missing."))
            return self._show(form)
        if self._must_be_on(request):
            self._tell_replayed(replay_since(self.object, form.cleaned_data["since"]))
        return redirect(show_log(self.object))

    def _show(self, form: SinceForm) -> HttpResponse:
        """Return the page with what was written in one of its forms."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(since_form=form))
        return answer

    def _tell_replayed(self, count: int) -> None:
        if count == 0:
            messages.warning(self.request, _("Nothing to post again: it waits already, or was delivered."))
            return
        done = ngettext("%(count)d message is posted again.", "%(count)d messages are posted again.", count)
        self._note("workers.webhook.replay", done % {"count": count}, {"count": count})
        self._wake()

    def _must_be_on(self, request: HttpRequest) -> bool:
        if not self.object.is_on:
            messages.error(request, _("Turn the webhook on first: nothing is posted while it is off."))
        return self.object.is_on

    def _note(self, action: str, done: str, data: dict[str, Any] | None = None) -> None:
        log_action(self.object, action, user=self.request.user, data=data)
        messages.success(self.request, done)

    def _wake(self) -> None:
        transaction.on_commit(lambda: tasks.poke(tasks.post_webhooks), robust=True)
