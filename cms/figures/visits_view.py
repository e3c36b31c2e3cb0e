"""The page of visits at the desk, and its tables as files; thin shells."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.figures.exporting import answer_csv
from cms.figures.visits_drawing import draw_report, name_step
from cms.figures.visits_period import PeriodForm
from consent.statistics.recipient import find_obstacle, read_recipient
from consent.statistics.reporting import (
    Period,
    describe_backlog,
    find_first_day,
    list_rows,
    rank,
    report_on,
)
from pages.charting.numbers import write_number

WRITERS = ["add", "change", "publish"]


class ForWriters(PermissionCheckedMixin):
    """Shown to whoever may write or publish pages: all three groups of the desk."""

    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required: ClassVar = WRITERS


class VisitsView(ForWriters, WagtailAdminTemplateMixin, TemplateView):
    """Visits of a period, as pictures and tables."""

    template_name = "cms/figures/visits.html"
    page_title = gettext_lazy("Visits")
    header_icon = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = read_form(self.request)
        report = report_on(form.chosen) if not form.is_bound or form.is_valid() else None
        recipient = read_recipient()
        language = get_language() or "sv"
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "form": form,
            "report": report,
            "total": write_number(report.views, language) if report else "",
            "pictures": draw_report(report, language) if report and report.views else [],
            "first_day": find_first_day(),
            "query": self.request.GET.urlencode(),
            "obstacle": find_obstacle().value,
            "recipient": recipient.host if recipient else "",
            "backlog": describe_backlog(),
        }


class ExportView(ForWriters, View):
    """One table of a period, whole, or every daily count as it is kept (`all`)."""

    def get(self, request: HttpRequest, table: str) -> HttpResponseBase:
        if table not in TABLES:
            raise Http404
        form = read_form(request)
        if form.is_bound and not form.is_valid():
            return redirect(f"{reverse('visits')}?{request.GET.urlencode()}")
        period = form.chosen
        name = f"visits-{table}-{period.first}-{period.last}"
        return answer_csv(name, TABLES[table](period))


def read_form(request: HttpRequest) -> PeriodForm:
    """Return the form as it was filled in, or as it begins."""
    return PeriodForm(request.GET if PeriodForm.base_fields.keys() & request.GET.keys() else None)


def list_time(period: Period) -> Iterator[Sequence[object]]:
    yield _("From day"), _("Days"), _("Page views")
    language = get_language() or "sv"
    for day, views in report_on(period).over_time:
        yield day, name_step(period, day, language), views


def list_ranking(period: Period, name: str, heading: str) -> Iterator[Sequence[object]]:
    yield heading, _("Page views")
    for line in rank(period, name):
        yield line.name, line.views


def list_all(period: Period) -> Iterator[Sequence[object]]:
    yield _("Day"), _("Path"), _("Language"), _("Referring website"), _("Page views")
    yield from list_rows(period)


TABLES: dict[str, Any] = {
    "time": list_time,
    "pages": lambda period: list_ranking(period, "path", _("Path")),
    "languages": lambda period: list_ranking(period, "language", _("Language")),
    "hosts": lambda period: list_ranking(period, "referring_host", _("Referring website")),
    "all": list_all,
}
