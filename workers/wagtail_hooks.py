"""What the mails add to Wagtail's desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from workers.desk.mailing import MailingView
from workers.desk.panel import MailingsPanel


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("publications/<int:pk>/mail/", MailingView.as_view(), name="publication_mail")]


@hooks.register("construct_homepage_panels")
def show_mailings(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(MailingsPanel())
