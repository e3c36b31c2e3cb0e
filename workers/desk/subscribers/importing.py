"""Importing a list of contact persons: upload, preview, progress, result."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages

from workers import tasks
from workers.desk.subscribers.pages import Page, TemplatePage, name_user
from workers.desk.subscribers.permitting import ADD
from workers.models import ContactImport, ContactImportRow, Fate, ImportState
from workers.services.contacts.exporting import write_errors
from workers.services.contacts.findings import COLUMNS, ROW, Unreadable
from workers.services.contacts.importing import Tally, discard, keep, read_findings, start, tally
from workers.services.contacts.phrasing import phrase, phrase_unreadable
from workers.services.contacts.reading import OCTETS

ON_A_PAGE = 50
LAST_IMPORTS = 10


class UploadForm(forms.Form):
    """A file. Once the form is valid its rows are kept, and nobody is added yet."""

    file = forms.FileField(
        label=gettext_lazy("List of contact persons"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The name of the file is too long."),
        },
        help_text=gettext_lazy(
            "CSV in UTF-8, with comma or semicolon. Nobody is added before you have seen what is in it."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.upload: ContactImport | None = None

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            self.upload = keep(file.read(OCTETS + 1), file.name or "", self.user)
        except Unreadable as error:
            raise forms.ValidationError(phrase_unreadable(error), code=error.code) from error
        return file


class UploadView(Page, FormView):  # type: ignore[type-arg]  # one form
    """Takes a file, and says at the field why it cannot be read."""

    permission_required = ADD
    template_name = "workers/desk/subscribers/upload.html"
    form_class = UploadForm
    page_title = gettext_lazy("Import contact persons")
    header_icon = "upload"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        imports = ContactImport.objects.select_related("uploaded_by").order_by("-pk")[:LAST_IMPORTS]
        return super().get_context_data(
            action_url=self.request.path,
            submit_button_label=_("See what is in it"),
            submit_button_active_label=_("Reading…"),
            form_is_multipart=True,
            columns=COLUMNS,
            imports=[(upload, name_user(upload.uploaded_by)) for upload in imports],
            **kwargs,
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        if form.upload is None:
            raise Http404
        return redirect("subscriber_import", form.upload.pk)


class OfImport(Page):
    """Finds the import that the address names."""

    permission_required = ADD

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = ContactImport.objects.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.upload: ContactImport = found
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its column, its text, and what is wrong with it."""

    column: str
    text: str
    errors: list[str]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: its line, what becomes of it in words, its own errors, and its cells."""

    line: int
    fate: str
    bad: bool
    errors: list[str]
    cells: list[ShownCell]


class ImportView(OfImport, TemplatePage):
    """GET shows where an import is; POST says yes to the good rows (`do=import`) or throws it away (`do=discard`)."""

    template_name = "workers/desk/subscribers/import.html"
    page_title = gettext_lazy("Imported list")
    header_icon = "upload"

    def list_above(self) -> list[dict[str, Any]]:
        return [{"url": reverse("subscriber_imports"), "label": _("Import contact persons")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = tally(self.upload)
        rows = ContactImportRow.objects.filter(upload=self.upload).order_by("line")
        only_bad = "bad" in self.request.GET or self.upload.state != ImportState.PREVIEW
        pages = Paginator(rows.filter(fate=Fate.BAD) if only_bad else rows, ON_A_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            **show_import(self.upload, counts),
            "columns": COLUMNS,
            "only_bad": only_bad,
            "rows": [show_row(row) for row in page.object_list],
            "items": page,
            "elided_page_range": pages.get_elided_page_range(page.number),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "discard":
            if discard(self.upload):
                messages.success(request, _("The list is thrown away. Nobody was added."))
                return redirect("subscriber_imports")
        elif start(self.upload):
            tasks.poke_later(tasks.import_contacts)
            return redirect("subscriber_import", self.upload.pk)
        messages.warning(request, _("The list is being imported already, or has been."))
        return redirect("subscriber_import", self.upload.pk)


class ProgressView(OfImport):
    """How far an import is, for a page that is being looked at: `{finished, said, html}`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        shown = show_import(self.upload, tally(self.upload))
        html = render_to_string("workers/desk/subscribers/progress.html", shown, request)
        answer = {"finished": shown["finished"], "said": shown["said"], "html": html}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})


class ErrorsView(OfImport):
    """The errors of a list as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        separator = ";" if get_language() == "sv" else ","
        answer = StreamingHttpResponse(
            write_errors(self.upload, separator), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="errors-{self.upload.pk}.csv"'
        answer["Cache-Control"] = "no-store"
        return answer


def show_import(upload: ContactImport, counts: Tally) -> dict[str, Any]:
    """Return what the page and its live part say of an import."""
    finished = upload.state != ImportState.RUNNING
    said = (
        ngettext("%(number)d row is done.", "%(number)d rows are done.", counts.done)
        % {"number": counts.done}
        if not finished
        else _("The import is done.")
    )
    return {"upload": upload, "counts": counts, "finished": finished, "said": said}


def show_row(row: ContactImportRow) -> ShownRow:
    """Return a row with each error at its cell."""
    found: dict[str, list[str]] = {}
    for finding in read_findings(row):
        found.setdefault(finding.column, []).append(phrase(finding))
    cells = [ShownCell(name, str(row.cells.get(name, "")), found.get(name, [])) for name in COLUMNS]
    fate = Fate(row.fate)
    return ShownRow(row.line, str(fate.label), fate is Fate.BAD, found.get(ROW, []), cells)
