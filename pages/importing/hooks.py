"""Where editors find the import: among the actions of a page, in its list and in its form."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from .allowing import may_import_below, may_import_into
from .drafting import ACTION
from .views import IntoPageView, NewPageView, ReportView

PRIORITY = 16  # after "add child page"


@hooks.register("register_admin_urls")
def add_addresses() -> list[URLPattern]:
    return [
        path("import/below/<int:page_id>/", NewPageView.as_view(), name="import_below"),
        path("import/into/<int:page_id>/", IntoPageView.as_view(), name="import_into"),
        path("import/<int:page_id>/<int:entry_id>/", ReportView.as_view(), name="import_report"),
    ]


@hooks.register("register_page_header_buttons")
def offer_import(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if view_name == "index" and not page.is_root() and may_import_below(page, user):
        url = reverse("import_below", args=[page.pk])
        yield Button(_("Import a document"), url=url, icon_name="upload", priority=PRIORITY)
    if view_name == "edit" and may_import_into(page.specific, user):
        url = reverse("import_into", args=[page.pk])
        yield Button(_("Import a document into this page"), url=url, icon_name="upload", priority=PRIORITY)


@hooks.register("register_log_actions")
def name_action(actions: Any) -> None:
    actions.register_action(ACTION)(ImportFormatter)


class ImportFormatter(LogFormatter):
    """Says in the page's history which document was imported."""

    label = gettext_lazy("Import a document")

    def format_message(self, log_entry: Any) -> str:
        return _("Imported “%(file)s”") % {"file": log_entry.data.get("file", "")}
