"""The list of webhooks, and the pages on which they are made and changed."""

from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from workers.desk.webhooks.forms import WebhookForm
from workers.desk.webhooks.log import LogView
from workers.desk.webhooks.revealing import show_log, show_secret
from workers.models import WebhookEndpoint


class ListWebhooks(generic.IndexView):
    """Each webhook with its state, which leads to its log, and how much waits."""

    def get_base_queryset(self) -> QuerySet[WebhookEndpoint]:
        rows: QuerySet[WebhookEndpoint] = super().get_base_queryset()
        return rows.annotate(waiting=Count("posts", filter=Q(posts__state="waiting")))


class CreateWebhook(generic.CreateView):
    """Shows the secret in the answer itself, once: nowhere else can it be read."""

    def save_action(self) -> HttpResponse:
        return show_secret(self.request, self.object, self.object.secret, is_new=True)


class EditWebhook(generic.EditView):
    """Leads back to the log, where the effect of a change can be seen."""

    def get_success_url(self) -> str:
        return show_log(self.object)


class WebhookViewSet(ModelViewSet):
    """Who is told by machine."""

    model = WebhookEndpoint
    name = "webhooks"
    icon = "link"
    menu_label = _("Webhooks")
    menu_name = "webhooks"
    menu_order = 650
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ListWebhooks
    add_view_class = CreateWebhook
    edit_view_class = EditWebhook
    inspect_view_class = LogView
    inspect_template_name = LogView.template_name
    index_results_template_name = "workers/desk/webhooks/results.html"
    list_display: ClassVar = [
        "name",
        TitleColumn("state", label=_("State"), accessor="get_state_display", get_url=show_log),
        Column("host", label=_("Host")),
        Column("waiting", label=_("Waiting")),
        DateColumn("succeeded_at", label=_("Last success")),
    ]
    search_fields: ClassVar = ["name", "url"]

    def get_form_class(self, for_update: bool = False) -> type[WebhookForm]:
        return WebhookForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
