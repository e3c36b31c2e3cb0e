"""The services at the desk."""

from typing import Any, ClassVar

from django.urls import URLPattern
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from consent.desk.depending import list_pages_showing
from consent.desk.panels import SERVICE
from consent.models import Service, StoredItem
from consent.registry.describing import describe_service
from consent.registry.published import read_policy


def describe_state(service: Service) -> str:
    """Say how a service in the draft stands to what visitors meet. No query when warm."""
    categories = read_policy().content["categories"]
    published = {one["name"]: (part["name"], one) for part in categories for one in part["services"]}
    known = published.get(service.name)
    if known is None:
        return gettext("Not published") if service.active else gettext("Not in use")
    if not service.active:
        return gettext("Published; no longer in use in the draft")
    same = known == (service.category, describe_service(service))
    return pgettext("registry", "Published") if same else gettext("Published; changed in the draft")


class EditService(generic.EditView):
    """What a service stores follows it to another category."""

    def save_instance(self) -> Any:
        service = super().save_instance()
        StoredItem.objects.filter(service=service).update(category=service.category)
        return service


class DeleteService(generic.DeleteView):
    """Tells first what goes with it, and when visitors notice."""

    template_name = "consent/desk/delete_service.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = list_pages_showing(self.object.name)
        found = {"pages": pages, "stored": self.object.stored.all()}
        return {**super().get_context_data(**kwargs), **found}


class ServiceViewSet(ModelViewSet):
    """Whom a yes lets in."""

    model = Service
    name = "consent_services"
    url_prefix = "cookies/services"
    icon = "globe"
    menu_label = _("Services")
    add_to_reference_index = False
    copy_view_enabled = False
    edit_handler = SERVICE
    edit_view_class = EditService
    delete_view_class = DeleteService
    delete_template_name = DeleteService.template_name
    index_results_template_name = "consent/desk/services_results.html"
    list_display: ClassVar = [
        "label",
        "category",
        "company",
        "mode",
        BooleanColumn("active", label=_("In use"), sort_key="active"),
        Column("state", label=_("State"), accessor=describe_state),
    ]
    list_filter: ClassVar = ["category", "mode", "active"]
    search_fields: ClassVar = ["label", "name", "company", "hosts"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
