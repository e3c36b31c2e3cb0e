"""Puts the page of visits among the desk's reports."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.figures.visits_view import WRITERS, ExportView, VisitsView


class VisitsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, WRITERS))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("reports/visits/", VisitsView.as_view(), name="visits"),
        path("reports/visits/<slug:table>.csv", ExportView.as_view(), name="visits_export"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return VisitsMenuItem(_("Visits"), reverse("visits"), name="visits", icon_name="view", order=40)
