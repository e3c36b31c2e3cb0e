"""Everything that was ever published, as it was; nothing here can be changed or removed."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from consent.desk.previewing import preview_both
from consent.desk.publishing import list_parts, say_who
from consent.desk.words import MEANING_WORDS, name_category
from consent.models import PolicyRevision
from consent.registry.comparing import compare
from consent.registry.publishing import fingerprint


def name_publisher(revision: PolicyRevision) -> str:
    """Say who published; without a name it was the software, or somebody whose account is gone."""
    if revision.by is None:
        return gettext("The software")
    return revision.by.get_full_name() or revision.by.get_username()


def read_time(value: str) -> datetime:
    """Return the time that a revision carries as its name."""
    return datetime.fromisoformat(value)


def say_time(revision: PolicyRevision) -> str:
    return date_format(localtime(read_time(revision.value)), "DATETIME_FORMAT")


def find_page(revision: PolicyRevision) -> str:
    return reverse("consent_revisions:inspect", args=[revision.pk])


class RevisionsIndex(generic.IndexView):
    """Every revision, the newest first."""

    any_permission_required: ClassVar = ["view", "publish"]

    def get_base_queryset(self) -> QuerySet[PolicyRevision]:
        rows: QuerySet[PolicyRevision] = super().get_base_queryset()
        return rows.select_related("by").defer("content")


class RevisionView(generic.InspectView):
    """One revision: who asked what of whom, what differed, and what visitors read."""

    any_permission_required: ClassVar = ["view", "publish"]
    page_title = pgettext_lazy("registry", "Revision")
    template_name = "consent/desk/revision.html"

    def get_page_subtitle(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision: PolicyRevision = self.object
        before = PolicyRevision.objects.filter(value__lt=revision.value).first()
        changes = compare(before.content, revision.content) if before else {}
        terms = revision.terms.items()
        found = {
            "published": read_time(revision.value),
            "who": name_publisher(revision),
            "asked": say_who(revision),
            "intact": fingerprint(revision.content) == revision.fingerprint,
            "terms": [
                (name_category(name), read_time(term["revision"]), read_time(term["purposes"]))
                for name, term in terms
            ],
            "before": before,
            "parts": [
                (part, MEANING_WORDS.get(revision.meanings.get(part.name, "")) if part.field else "")
                for part in list_parts(changes)
            ],
            "languages": preview_both(revision.content),
        }
        return {**super().get_context_data(**kwargs), **found}


class RevisionViewSet(ModelViewSet):
    """The revisions, to be read."""

    model = PolicyRevision
    name = "consent_revisions"
    url_prefix = "cookies/revisions"
    icon = "history"
    menu_label = pgettext_lazy("registry", "Revisions")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = RevisionsIndex
    inspect_view_class = RevisionView
    inspect_template_name = RevisionView.template_name
    index_results_template_name = "consent/desk/revisions_results.html"
    exclude_form_fields: ClassVar[list[str]] = []
    kept: ClassVar = frozenset({"index", "index_results", "inspect"})
    search_fields: ClassVar = ["note", "value", "fingerprint"]
    list_display: ClassVar = [
        TitleColumn(
            "value",
            label=pgettext_lazy("registry", "Published"),
            accessor=say_time,
            get_url=find_page,
            sort_key="value",
        ),
        Column("by", label=_("By"), accessor=name_publisher),
        Column("note", label=_("Note")),
        Column("asked", label=_("Asked again"), accessor=say_who),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        unused = ("add", "edit", "delete", "copy", "history", "usage")
        return {**super().get_common_view_kwargs(**kwargs), **{f"{name}_url_name": None for name in unused}}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.kept]
