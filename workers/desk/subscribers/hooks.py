"""Puts the subscribers into the desk: their addresses and their place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from workers.desk.subscribers.acting import AddView, EditView, EndView, InformView, LinkView
from workers.desk.subscribers.importing import ErrorsView, ImportView, ProgressView, UploadView
from workers.desk.subscribers.listing import FiguresView, ListView
from workers.desk.subscribers.permitting import VIEW, may
from workers.desk.subscribers.showing import SubscriberView

MENU_ORDER = 165


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    one = "subscribers/<uuid:key>/"
    upload = "subscribers/import/<int:pk>/"
    return [
        path("subscribers/", ListView.as_view(), name="subscribers"),
        path("subscribers/figures/", FiguresView.as_view(), name="subscriber_figures"),
        path("subscribers/new/", AddView.as_view(), name="subscriber_add"),
        path("subscribers/import/", UploadView.as_view(), name="subscriber_imports"),
        path(upload, ImportView.as_view(), name="subscriber_import"),
        path(f"{upload}progress/", ProgressView.as_view(), name="subscriber_import_progress"),
        path(f"{upload}errors.csv", ErrorsView.as_view(), name="subscriber_import_errors"),
        path(one, SubscriberView.as_view(), name="subscriber"),
        path(f"{one}edit/", EditView.as_view(), name="subscriber_edit"),
        path(f"{one}end/", EndView.as_view(), name="subscriber_end"),
        path(f"{one}link/", LinkView.as_view(), name="subscriber_link"),
        path(f"{one}inform/", InformView.as_view(), name="subscriber_inform"),
    ]


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, VIEW)


@hooks.register("register_admin_menu_item")
def register_item() -> MenuItem:
    return SubscribersMenuItem(
        _("Subscribers"), reverse("subscribers"), name="subscribers", icon_name="group", order=MENU_ORDER
    )
