"""Puts the page of mails among the desk's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.figures.mails_view import ExportView, MailsView
from cms.figures.visits_view import ForWriters


class MailsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = ForWriters.permission_policy
        return bool(policy.user_has_any_permission(request.user, ForWriters.any_permission_required))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/mails/", MailsView.as_view(), name="mails"),
        path("reports/mails.csv", ExportView.as_view(), name="mails_export"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return MailsMenuItem(_("Mails"), reverse("mails"), name="mails", icon_name="mail", order=42)
