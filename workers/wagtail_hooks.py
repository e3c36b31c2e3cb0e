"""What the mails add to Wagtail's desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from workers.desk.checking import ForPublishers, MailCheckView, TestsView
from workers.desk.mailing import ExampleView, MailingView, ProgressView, ReplayView
from workers.desk.panel import MailingsPanel
from workers.desk.privacy import hooks as privacy  # noqa: F401  registers its own hooks
from workers.desk.subscribers import hooks as subscribers  # noqa: F401  registers its own hooks
from workers.desk.webhooks import hooks as webhooks  # noqa: F401  registers its own hooks


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    mailing = "publications/<int:pk>/mail/"
    return [
        path(mailing, MailingView.as_view(), name="publication_mail"),
        path(f"{mailing}progress/", ProgressView.as_view(), name="publication_progress"),
        path(f"{mailing}replay/", ReplayView.as_view(), name="publication_replay"),
        path(f"{mailing}example/", ExampleView.as_view(), name="publication_example"),
        path("reports/mail-check/", MailCheckView.as_view(), name="mail_check"),
        path("reports/mail-check/tests/", TestsView.as_view(), name="mail_tests"),
    ]


class MailCheckMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = ForPublishers.permission_policy
        return bool(policy.user_has_permission(request.user, ForPublishers.permission_required))


@hooks.register("register_reports_menu_item")
def register_check() -> MenuItem:
    return MailCheckMenuItem(
        _("Check the mail"), reverse("mail_check"), name="mail_check", icon_name="mail", order=43
    )


@hooks.register("construct_homepage_panels")
def show_mailings(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(MailingsPanel())
