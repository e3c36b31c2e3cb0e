"""Registers the pages of a subscriber's rights with the desk."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from workers.desk.privacy.serving import ExportView, ForgetView, offer_links
from workers.desk.subscribers.showing import LINKS_HOOK
from workers.models import Subscriber


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("subscribers/<uuid:key>/export/", ExportView.as_view(), name="subscriber_export"),
        path("subscribers/<uuid:key>/forget/", ForgetView.as_view(), name="subscriber_forget"),
    ]


@hooks.register(LINKS_HOOK)
def register_links(request: HttpRequest, subscriber: Subscriber) -> list[tuple[str, str]]:
    return offer_links(request, subscriber)
