"""The list of releases at the desk, and the forms for their texts."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from pages.models.release import Release
from pages.releasing import views


class OnlyOpen:
    """Sends whoever would change a scheduled or published release to its page, which says how it stands."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            Release.objects.select_for_update().filter(pk=kwargs["pk"]).first()
        release = Release.objects.filter(pk=kwargs["pk"]).first()
        if release is not None and not release.is_open:
            messages.error(request, _("It cannot be changed now: it is scheduled or published."))
            return HttpResponseRedirect(reverse("releases:show", args=[release.pk]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # stands before a view
        return response


class ReleaseIndex(generic.IndexView):
    """Every release, the newest first; each leads to its page."""

    def get_edit_url(self, instance: Release) -> str:
        return reverse("releases:show", args=[instance.pk])


class AddRelease(generic.CreateView):
    """Asks for the texts first, and then for the drafts."""

    def get_success_url(self) -> str:
        return reverse("releases:choose", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class EditRelease(OnlyOpen, generic.EditView):
    def get_success_url(self) -> str:
        return reverse("releases:show", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class DeleteRelease(OnlyOpen, generic.DeleteView):
    """Removes the release; its drafts stay drafts."""


class ReleaseViewSet(ModelViewSet):
    """Joint publications (samlade publiceringar), with a place of their own in the menu."""

    model = Release
    name = "releases"
    icon = "calendar-check"
    menu_label = gettext_lazy("Joint publication")
    menu_order = 160
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    panels: ClassVar = [FieldPanel(name) for name in ("title_sv", "title_en", "kind", "note_sv", "note_en")]
    index_view_class = ReleaseIndex
    index_results_template_name = "pages/releasing/index_results.html"
    add_view_class = AddRelease
    edit_view_class = EditRelease
    delete_view_class = DeleteRelease
    list_display: ClassVar = [
        TitleColumn(
            "title_sv",
            label=gettext_lazy("Title"),
            get_url=lambda release: reverse("releases:show", args=[release.pk]),
        ),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        DateColumn("go_live_at", label=gettext_lazy("To be published")),
        DateColumn("published_at", label=gettext_lazy("Published at")),
    ]
    search_fields: ClassVar = ["title_sv", "title_en"]
    list_filter: ClassVar = ["state", "kind"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", views.show, name="show"),
            path("<int:pk>/choose/", views.choose_drafts, name="choose"),
            path("<int:pk>/publish/", views.publish, name="publish"),
            path("<int:pk>/schedule/", views.schedule_release, name="schedule"),
            path("<int:pk>/call-off/", views.call_off_release, name="call_off"),
            path("<int:pk>/fetch-texts/", views.fetch_new_texts, name="fetch_texts"),
        ]
