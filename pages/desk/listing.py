"""The list of pages at the desk, with the age of each translation."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from pages.desk.ages import age_of, with_ages


class AgeColumn(Column):
    """Says how old the page's translation is, and leads to it."""

    cell_template_name = "pages/desk/age_cell.html"

    def get_value(self, instance: Any) -> Any:
        is_annotated = hasattr(instance, "texts")
        return age_of(instance) if is_annotated and instance.depth > 1 else None


AGE_COLUMN = AgeColumn("translation_age", label=_("In English"), width="14%")


class ListingView(ExplorableIndexView):
    """Wagtail's list, and one column more."""

    base_columns: ClassVar = [*ExplorableIndexView.base_columns, AGE_COLUMN]

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        return with_ages(super().annotate_queryset(pages))


class DeskPageViewSet(PageViewSet):
    """How the desk shows pages of every type; a part of the desk that changes a view of pages changes it here."""

    model = Page
    index_view_class = ListingView
