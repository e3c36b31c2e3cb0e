"""The page of mails at the desk, and its table as a file; thin shells."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.figures.exporting import answer_csv
from cms.figures.mails import is_kept, list_cells, report_on
from cms.figures.visits_view import ForWriters
from consent.statistics.reporting import Period

USUAL = "30"


class DaysForm(forms.Form):
    """Asked for by GET, so that what one looks at has an address."""

    days = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=[
            (USUAL, gettext_lazy("The last 30 days")),
            ("90", gettext_lazy("The last 90 days")),
            ("365", gettext_lazy("The last 365 days")),
        ],
        initial=USUAL,
    )

    @property
    def chosen(self) -> Period:
        """The period of a form that is valid, or that nobody has filled in."""
        days = int(self.cleaned_data["days"] if self.is_bound else USUAL)
        today = timezone.localdate()
        return Period(today - timedelta(days=days - 1), today)


class MailsView(ForWriters, WagtailAdminTemplateMixin, TemplateView):
    """The mails of a period, as pictures and tables."""

    template_name = "cms/figures/mails.html"
    page_title = gettext_lazy("Mails")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = read_form(self.request)
        report = (
            report_on(form.chosen, get_language() or "sv") if not form.is_bound or form.is_valid() else None
        )
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "form": form,
            "report": report,
            "is_kept": is_kept(),
            "export": f"{reverse('mails_export')}?{self.request.GET.urlencode()}",
        }


class ExportView(ForWriters, View):
    """Every count of a period, as it is kept."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = read_form(request)
        if form.is_bound and not form.is_valid():
            return redirect(f"{reverse('mails')}?{request.GET.urlencode()}")
        period = form.chosen
        return answer_csv(f"mails-{period.first}-{period.last}", list_cells(period))


def read_form(request: HttpRequest) -> DaysForm:
    """Return the form as it was filled in, or as it begins."""
    return DaysForm(request.GET) if "days" in request.GET else DaysForm()
