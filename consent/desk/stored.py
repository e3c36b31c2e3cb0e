"""What is stored in visitors' browsers, at the desk."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from consent.desk.panels import STORED
from consent.models import StoredItem
from consent.registry.lifetimes import describe_lifetime


def name_owner(item: StoredItem) -> str:
    if item.built_in:
        return gettext("This software")
    return item.service.label if item.service else gettext("This website")


def say_lifetime(item: StoredItem) -> str:
    return describe_lifetime(item.duration, item.seconds).read(get_language() or "sv")


class StoredIndex(generic.IndexView):
    """Every declaration; what the software stores itself cannot be removed."""

    def get_base_queryset(self) -> QuerySet[StoredItem]:
        rows: QuerySet[StoredItem] = super().get_base_queryset()
        return rows.select_related("service")

    def get_delete_url(self, instance: StoredItem) -> str | None:
        return None if instance.built_in else super().get_delete_url(instance)


class EditStored(generic.EditView):
    @property
    def can_delete(self) -> bool:
        may = self.user_has_permission_for_instance("delete", self.object)
        return bool(may and not self.object.built_in)


class DeleteStored(generic.DeleteView):
    """Refuses what the software stores whether it is declared or not."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.built_in:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class StoredViewSet(ModelViewSet):
    """Cookies and the like: ours, and those of the services."""

    model = StoredItem
    name = "consent_stored"
    url_prefix = "cookies/stored"
    icon = "list-ul"
    menu_label = _("What is stored")
    add_to_reference_index = False
    copy_view_enabled = False
    edit_handler = STORED
    index_view_class = StoredIndex
    edit_view_class = EditStored
    delete_view_class = DeleteStored
    index_results_template_name = "consent/desk/stored_results.html"
    list_per_page = 50
    list_display: ClassVar = [
        "__str__",
        Column("owner", label=_("Set by"), accessor=name_owner),
        "category",
        "storage",
        Column("lifetime", label=_("Kept"), accessor=say_lifetime),
    ]
    list_filter: ClassVar = ["category", "service", "storage"]
    search_fields: ClassVar = ["name", "host", "purpose_sv", "purpose_en"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
