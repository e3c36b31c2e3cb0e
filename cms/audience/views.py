"""The page that answers before publishing who will be told, and what they will read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.audience.looking import look
from cms.audience.subjects import find_subject
from workers.desk.examples import send_examples


class AudienceView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows who would hear if the newest draft were published now; POST sends the message to the editor."""

    template_name = "cms/audience/audience.html"
    page_title = gettext_lazy("Who will be told?")
    header_icon = "mail"

    def dispatch(
        self, request: HttpRequest, kind: str, pk: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.subject = find_subject(kind, pk, request.user)
        if not self.subject.allowed:
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        return self.subject.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outlook = look(self.subject)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "subject": self.subject,
            "outlook": outlook,
            "turns": outlook.turns,
            "total": sum(turn.count for turn in outlook.turns),
            "own_address": getattr(self.request.user, "email", ""),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        send_examples(request, [turn.words for turn in look(self.subject).turns if turn.words])
        return redirect(request.path)
