"""The texts that stand in the registry from the start: the banner's and the three categories'."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from consent.desk.panels import BANNER_TEXT, CATEGORY_TEXT
from consent.models import BannerText, CategoryText

ACTIONS = ["change", "view"]
INDEX = "consent_texts:index"


class TextsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the banner and each category say now, in both languages."""

    model = CategoryText
    any_permission_required = ACTIONS
    template_name = "consent/desk/texts.html"
    page_title = _("Texts")
    header_icon = "openquote"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = [name for name, _label in CategoryText._meta.get_field("category").choices or ()]
        texts = sorted(CategoryText.objects.all(), key=lambda text: order.index(text.category))
        rows: list[tuple[Any, str, Any, str, str]] = [
            (_("The banner"), "consent_banner:edit", banner, "title", "text")
            for banner in BannerText.objects.all()
        ]
        rows += [(text, "consent_categories:edit", text, "label", "purpose") for text in texts]
        may_change = self.user_has_permission("change")
        shown = [
            (name, reverse(url, args=[row.pk]), _pair(row, short), _pair(row, long))
            for name, url, row, short, long in rows
        ]
        return {**super().get_context_data(**kwargs), "rows": shown, "may_change": may_change}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def _pair(row: Any, field: str) -> dict[str, str]:
    return {language: getattr(row, f"{field}_{language}") for language in ("sv", "en")}


class TextsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(CategoryText).user_has_any_permission(request.user, ACTIONS))


class TextsViewSet(ViewSet):
    """The list of the texts."""

    name = "consent_texts"
    url_prefix = "cookies/texts"
    icon = "openquote"
    menu_label = _("Texts")
    menu_item_class = TextsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(TextsView), name="index")]


class WordsViewSet(ModelViewSet):
    """Rows that can be reworded, and neither added nor removed."""

    icon = "openquote"
    add_to_reference_index = False
    kept = frozenset({"edit", "history", "history_results"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "index_url_name": INDEX,
            "usage_url_name": None,
            "delete_url_name": None,
            "copy_url_name": None,
        }
        return {**super().get_common_view_kwargs(**kwargs), **given}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_edit_view_kwargs(can_delete=False, **kwargs)
        return given

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.kept]


class CategoryTextViewSet(WordsViewSet):
    model = CategoryText
    name = "consent_categories"
    url_prefix = "cookies/categories"
    edit_handler: ObjectList = CATEGORY_TEXT


class BannerTextViewSet(WordsViewSet):
    model = BannerText
    name = "consent_banner"
    url_prefix = "cookies/banner"
    edit_handler: ObjectList = BANNER_TEXT
