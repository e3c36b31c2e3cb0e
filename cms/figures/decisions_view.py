"""The page of decisions at the desk, and its table as a file; thin shells."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.figures.decisions import list_cells, name_outcomes, name_quarter, prepare_rows, write_count
from cms.figures.exporting import answer_csv
from consent.evidence.reporting import Quarter, list_quarters, report_on


class ForPublishers(PermissionCheckedMixin):
    """Shown to whoever may publish: those who answer for what visitors are asked."""

    permission_policy = policy_registry.get_by_type(Page)
    permission_required = "publish"


class QuarterForm(forms.Form):
    """Asked for by GET, so that what one looks at has an address."""

    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"))

    def __init__(self, quarters: list[Quarter], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {str(quarter): quarter for quarter in quarters}
        field = self.fields["quarter"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [(value, name_quarter(quarter)) for value, quarter in self.quarters.items()]

    @property
    def chosen(self) -> Quarter:
        """The quarter of a form that is valid, or that nobody has filled in: the newest."""
        return (
            self.quarters[self.cleaned_data["quarter"]]
            if self.is_bound
            else next(iter(self.quarters.values()))
        )


class DecisionsView(ForPublishers, WagtailAdminTemplateMixin, TemplateView):
    """The decisions of a quarter, as bars and a table."""

    template_name = "cms/figures/decisions.html"
    page_title = gettext_lazy("Choices about cookies")
    header_icon = "check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, language = read_form(self.request), get_language() or "sv"
        report = report_on(form.chosen) if not form.is_bound or form.is_valid() else None
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "form": form,
            "report": report,
            "rows": prepare_rows(report, language) if report else [],
            "outcomes": name_outcomes(),
            "beyond": write_count(report.beyond, language) if report and report.beyond != 0 else "",
            "quarter": name_quarter(form.chosen) if report else "",
            "export": f"{reverse('decisions_export')}?quarter={form.chosen}" if report else "",
        }


class ExportView(ForPublishers, View):
    """The table of a quarter."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = read_form(request)
        if form.is_bound and not form.is_valid():
            return redirect(f"{reverse('decisions')}?{request.GET.urlencode()}")
        report = report_on(form.chosen)
        return answer_csv(f"choices-{form.chosen}", list_cells(report, get_language() or "sv"))


def read_form(request: HttpRequest) -> QuarterForm:
    """Return the form as it was filled in, or as it begins."""
    quarters = list_quarters()
    if "quarter" in request.GET:
        return QuarterForm(quarters, request.GET)
    return QuarterForm(quarters)
