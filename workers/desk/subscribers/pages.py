"""The furniture of the desk's pages about subscribers."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workers.desk.subscribers.permitting import ForKeepers
from workers.models import Subscriber


class Page(ForKeepers, WagtailAdminTemplateMixin, View):
    """A page below the list of subscribers; what it is about stands in no address of it but by key."""

    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = super().get_breadcrumbs_items()
        listing = {"url": reverse("subscribers"), "label": _("Subscribers")}
        return [*home, listing, *self.list_above(), {"url": "", "label": self.get_page_title()}]

    def list_above(self) -> list[dict[str, Any]]:
        """Return what stands between the list and this page."""
        return []


class TemplatePage(Page, TemplateView):
    """A page that shows."""


class AskingPage(TemplatePage):
    """A page that asks whether to do something for good to one subscriber; its POST does it."""

    header_icon = "warning"

    def list_above(self) -> list[dict[str, Any]]:
        return [above(self.kwargs["key"])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subscriber=find_subscriber(self.kwargs["key"]), **kwargs)


def above(key: Any) -> dict[str, Any]:
    """Return the crumb of one subscriber."""
    return {"url": reverse("subscriber", args=[key]), "label": _("Subscriber")}


def find_subscriber(key: UUID) -> Subscriber:
    """Return a subscriber with who they are to us. Raises `Http404`."""
    people = Subscriber.objects.select_related(
        "contact__actor", "contact__group", "contact__municipality", "contact__added_by"
    )
    found = people.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def name_user(user: Any) -> str:
    """Return what a user is called; empty when there is none any more."""
    return str(user.get_full_name() or user.get_username()) if user else ""
