"""The page of one publication's mails: the undo window while it lasts, then how they went."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workers.desk.permitting import may_look, may_stop
from workers.desk.showing import show_turns
from workers.models import Event
from workers.services.delivering.tallying import tally_one
from workers.services.events.cancelling import stop_mail
from workers.services.reaching.foretelling import foretell


class MailingView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows who hears and how it goes; POST stops the mail, never the publication."""

    template_name = "workers/desk/mailing.html"
    page_title = gettext_lazy("The mail of a publication")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        event = Event.objects.select_related("gathered_by", "superseded_by").filter(pk=pk).first()
        if event is None:
            raise Http404
        if not may_look(request.user):
            raise PermissionDenied
        self.event = event
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        return f"{self.event.code} {self.event.title}".strip()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, mailing = self.event, tally_one(self.event.pk)
        keys = [event.key] if event.is_release else []
        pages = [event.publication] if event.publication is not None else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "event": event,
            "mailing": mailing,
            "turns": show_turns(foretell(pages, keys)) if event.gathered_by is None else [],
            "members": event.members.order_by("pk"),
            "stoppable": mailing.in_window
            and event.gathered_by is None
            and may_stop(self.request.user, event),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_stop(request.user, self.event):
            raise PermissionDenied
        if stop_mail(self.event.pk):
            messages.success(request, _("The mail is stopped. What you published is still public."))
        else:
            messages.warning(request, _("The mail could not be stopped: it has gone, or was stopped before."))
        return redirect("publication_mail", self.event.pk)
