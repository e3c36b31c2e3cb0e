"""The report of translations: every Swedish page, and what its English version lacks."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it has no types
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry

from pages.desk.ages import AGES, SOURCE, Age, age_of, only_of_age, with_ages
from pages.desk.listing import AGE_COLUMN


class AgeFilter(django_filters.ChoiceFilter):
    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return only_of_age(qs, Age(value)) if value else qs


class TranslationsFilterSet(WagtailFilterSet):
    translation_age = AgeFilter(label=_("In English"), choices=AGES, empty_label=_("All"))
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda _request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = ["translation_age", "content_type"]


class TranslationsReport(PageReportView):
    """What there is to translate; exported as CSV or XLSX too."""

    page_title = _("Translations")
    header_icon = "globe"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    index_url_name = "translation_report"
    index_results_url_name = "translation_report_results"
    filterset_class = TranslationsFilterSet
    is_searchable = False
    export_filename = "oversattningar"
    any_permission_required: ClassVar = ["add", "change", "publish"]
    permission_policy = policy_registry.get_by_type(Page)
    columns: ClassVar = [
        TitleColumn(
            "title", label=_("Page"), accessor="get_admin_display_title", url_name="wagtailadmin_pages:edit"
        ),
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        AGE_COLUMN,
        DateColumn("source_said_at", label=_("Published in Swedish")),
        DateColumn("translated_at", label=_("Published in English")),
    ]
    list_export: ClassVar = [
        "get_admin_display_title",
        "page_type_display_name",
        "translation_age",
        "texts",
        "texts_translated",
        "source_said_at",
        "translated_at",
    ]
    export_headings: ClassVar = {
        "get_admin_display_title": _("Page"),
        "page_type_display_name": _("Type"),
        "translation_age": _("In English"),
        "texts": _("Texts"),
        "texts_translated": _("Translated texts"),
        "source_said_at": _("Published in Swedish"),
        "translated_at": _("Published in English"),
    }

    def get_queryset(self) -> QuerySet[Any]:
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(self.request.user, self.any_permission_required)
        chosen: Any = pages.filter(locale__language_code=SOURCE, depth__gt=1, live=True).order_by("path")
        self.queryset = with_ages(chosen.defer_streamfields().specific())
        found: QuerySet[Any] = super().get_queryset()
        return found

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.translation_age = age_of(page)
        return object_list

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "classname": "listing"}
