"""Puts the page of decisions among the desk's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.figures.decisions_view import DecisionsView, ExportView, ForPublishers


class DecisionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = ForPublishers.permission_policy
        return bool(policy.user_has_permission(request.user, ForPublishers.permission_required))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/decisions/", DecisionsView.as_view(), name="decisions"),
        path("reports/decisions.csv", ExportView.as_view(), name="decisions_export"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return DecisionsMenuItem(
        _("Choices about cookies"), reverse("decisions"), name="decisions", icon_name="check", order=41
    )
