"""The two pages of one subscriber's rights: all that is kept as a file, and the question before it is erased."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from workers.desk.subscribers.pages import AskingPage, Page, find_subscriber
from workers.desk.subscribers.permitting import CHANGE, may
from workers.models import Subscriber
from workers.services.privacy.exporting import export
from workers.services.privacy.forgetting import forget

DELETE = "delete"


class ExportView(Page):
    """Downloads all that is kept about a subscriber; the address stands in no file's name and in no log."""

    permission_required = CHANGE
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        subscriber = find_subscriber(self.kwargs["key"])
        body = json.dumps(export(subscriber.email), ensure_ascii=False, indent=2)
        response = HttpResponse(body, content_type="application/json; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{subscriber.key}.json"'
        response.headers["Cache-Control"] = "no-store"
        return response


class ForgetView(AskingPage):
    """Asks, and by POST erases a subscriber with all that was kept of them."""

    permission_required = DELETE
    template_name = "workers/desk/privacy/forget.html"
    page_title = gettext_lazy("Erase a subscriber")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forget(find_subscriber(self.kwargs["key"]).email)
        messages.success(request, _("The subscriber is erased. No import adds the address again."))
        return redirect("subscribers")


def offer_links(request: HttpRequest, subscriber: Subscriber) -> list[tuple[str, str]]:
    """Return the links of a subscriber's page that this user may follow, as `(label, address)`."""
    links = []
    if may(request.user, CHANGE):
        links.append(
            (_("Download all that is kept (JSON)"), reverse("subscriber_export", args=[subscriber.key]))
        )
    if may(request.user, DELETE):
        links.append((_("Erase"), reverse("subscriber_forget", args=[subscriber.key])))
    return links
