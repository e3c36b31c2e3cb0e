"""The page of one publication's mails: the undo window while it lasts, then how they go."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workers import tasks
from workers.desk.counting import Shown, show_detail
from workers.desk.examples import send_examples
from workers.desk.permitting import may_look, may_stop
from workers.desk.showing import show_turns
from workers.models import Event, Replay
from workers.services.counting.detailing import detail
from workers.services.delivering.explaining import SENTENCES, Cause
from workers.services.delivering.replaying import replay, replayable, too_old
from workers.services.delivering.tallying import tally_one
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.digesting import find_next_slot
from workers.services.reaching.foretelling import foretell
from workers.services.reaching.sampling import has_sample, sample

MOST_REPLAYS = 50


class OfEvent(View):
    """Finds the event that the address names, for whoever may see its mails."""

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        event = Event.objects.select_related("gathered_by", "superseded_by").filter(pk=pk).first()
        if event is None:
            raise Http404
        if not may_look(request.user):
            raise PermissionDenied
        self.event = event
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def count(self) -> Shown:
        found = detail(self.event)
        held = [group.frequency for group in found.groups if group.counts["held"] and group.frequency]
        return show_detail(found, min((find_next_slot(each, timezone.now()) for each in held), default=None))

    def require_stopper(self) -> None:
        if not may_stop(self.request.user, self.event):
            raise PermissionDenied


class MailingView(OfEvent, WagtailAdminTemplateMixin, TemplateView):
    """GET shows who hears and how it goes; POST stops the mail, never the publication."""

    template_name = "workers/desk/mailing.html"
    page_title = gettext_lazy("The mail of a publication")
    header_icon = "mail"

    def get_page_subtitle(self) -> str:
        return f"{self.event.code} {self.event.title}".strip()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, mailing = self.event, tally_one(self.event.pk)
        keys = [event.key] if event.is_release else []
        pages = [event.publication] if event.publication is not None else []
        powerful = may_stop(self.request.user, event)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "event": event,
            "mailing": mailing,
            "shown": self.count(),
            "turns": show_turns(foretell(pages, keys)) if event.gathered_by is None else [],
            "members": event.members.order_by("pk"),
            "stoppable": mailing.in_window and event.gathered_by is None and powerful,
            "may_replay": powerful,
            "replayable": replayable(event),
            "too_old": too_old(event),
            "replays": list_replays(event),
            "own_address": getattr(self.request.user, "email", ""),
            "has_sample": not mailing.in_window and event.gathered_by is None and has_sample(event),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_stopper()
        if stop_mail(self.event.pk):
            messages.success(request, _("The mail is stopped. What you published is still public."))
        else:
            messages.warning(request, _("The mail could not be stopped: it has gone, or was stopped before."))
        return redirect("publication_mail", self.event.pk)


class ProgressView(OfEvent):
    """The counts, for a page that is being looked at: `{finished, said, html}`."""

    def get(self, request: HttpRequest) -> JsonResponse:
        shown = self.count()
        html = render_to_string("workers/desk/progress.html", {"shown": shown}, request)
        answer = {"finished": shown.detail.finished, "said": shown.said, "html": html}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})


class ReplayView(OfEvent):
    """POST tries the failed again: all, or those that failed for one reason (`cause`)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        self.require_stopper()
        cause = request.POST.get("cause", "")
        if cause and cause not in set(Cause):
            raise Http404
        done = replay(self.event.pk, request.user, cause)
        if done is None:
            messages.warning(request, _("There was nothing to try again."))
        else:
            tasks.poke_later(tasks.deliver_bulk)
            said = ngettext(
                "%(count)s mail is tried again.", "%(count)s mails are tried again.", done.count
            ) % {"count": done.count}
            messages.success(request, said)
        return redirect("publication_mail", self.event.pk)


class ExampleView(OfEvent):
    """POST sends the message to whoever asks."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        send_examples(request, sample(self.event) if has_sample(self.event) else [])
        return redirect("publication_mail", self.event.pk)


def list_replays(event: Event) -> list[dict[str, Any]]:
    """Return who had the failed tried again, the latest first: `{at, by, count, left_out, why}`. One query."""
    replays = Replay.objects.filter(event=event).select_related("by").defer("deliveries").order_by("-pk")
    return [
        {
            "at": each.at,
            "by": (each.by.get_full_name() or each.by.get_username()) if each.by else "",
            "count": each.count,
            "left_out": each.left_out,
            "why": SENTENCES[Cause(each.cause)] if each.cause else "",
        }
        for each in replays[:MOST_REPLAYS]
    ]
