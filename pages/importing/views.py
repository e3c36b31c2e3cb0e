"""The desk's pages for importing: a form, and what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, PageLogEntry

from pages.models.published import PublishedPage

from .allowing import may_import_below, may_import_into
from .drafting import ACTION
from .findings import load
from .forms import ImportForm, IntoPageForm, NewPageForm
from .wording import describe_counts, describe_findings


class DeskPage(WagtailAdminTemplateMixin):
    """Furniture of a desk page that is about one page of the site."""

    header_icon = "upload"
    subject: Page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = self.subject.get_admin_display_title()
        explore = {"url": reverse("wagtailadmin_explore", args=[self.subject.pk]), "label": label}
        return [*self.breadcrumbs_items, explore, {"url": "", "label": self.page_title}]


class ImportView(DeskPage, FormView):  # type: ignore[type-arg]  # the forms share a class
    """Takes a document; what is wrong with it is said at the field."""

    template_name = "pages/importing/form.html"
    page_title = gettext_lazy("Import a document")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action_url=self.request.path,
            submit_button_label=_("Import as a draft"),
            submit_button_active_label=_("Importing…"),
            form_is_multipart=True,
            **kwargs,
        )

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            entry = form.save()
        except ValidationError as error:
            form.complain(error)
            form.ask_again()
            return self.form_invalid(form)
        return redirect("import_report", entry.page_id, entry.pk)


class NewPageView(ImportView):
    """A document becomes a page below this one."""

    form_class = NewPageForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not may_import_below(self.subject, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parent": self.subject, "user": self.request.user}


class IntoPageView(ImportView):
    """A document goes into the next draft of this page."""

    form_class = IntoPageForm
    page_title = gettext_lazy("Import a document into this page")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not may_import_into(self.subject, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.subject, "user": self.request.user}


class ReportView(DeskPage, TemplateView):
    """What came along, what did not, and what the editor has to complete."""

    template_name = "pages/importing/report.html"
    page_title = gettext_lazy("The document is imported")
    header_icon = "tick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.subject, PublishedPage):
            raise Http404
        if not self.subject.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = get_object_or_404(
            PageLogEntry, pk=self.kwargs["entry_id"], page_id=self.subject.pk, action=ACTION
        )
        return super().get_context_data(
            page=self.subject,
            file=entry.data["file"],
            counts=describe_counts(entry.data["counts"]),
            sections=describe_findings(load(entry.data["findings"])),
            **kwargs,
        )
