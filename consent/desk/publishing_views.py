"""The page where the draft becomes what visitors meet, and how that will look."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from consent.desk.previewing import preview_both
from consent.desk.publishing import (
    Publication,
    PublicationForm,
    list_parts,
    prepare,
    publish,
    say_number,
    say_who,
)
from consent.models import PolicyRevision
from consent.registry.describing import describe_draft
from consent.registry.publishing import DraftMovedError, NotPublishableError

READERS = ["view", "publish"]


class RegistryView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about the registry as a whole."""

    model = PolicyRevision
    any_permission_required = READERS
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class PublishView(RegistryView):
    """Shows what differs from what visitors meet, asks what it means, and publishes it."""

    template_name = "consent/desk/publish.html"
    page_title = _("Publish the registry")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        publication: Publication = kwargs.pop("publication", None) or prepare()
        given = kwargs.pop("form", None)
        form = given or PublicationForm(publication.changes, initial=publication.tokens)
        parts = [(part, form[part.field] if part.field else None) for part in list_parts(publication.changes)]
        found = {
            "publication": publication,
            "tokens": publication.tokens,
            "form": form,
            "parts": parts,
            "number": say_number(publication.changes),
            "may_publish": self.user_has_permission("publish"),
        }
        return {**super().get_context_data(**kwargs), **found}

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.user_has_permission("publish"):
            raise PermissionDenied
        publication = prepare()
        form = PublicationForm(publication.changes, request.POST)
        if not publication.changes:
            return self._tell(request, None)
        if {name: request.POST.get(name) for name in publication.tokens} != publication.tokens:
            return self._show_moved(request, publication)
        if publication.obstacles or not form.is_valid():
            return self._refuse(request, publication, form)
        try:
            revision = publish(form, request.user)  # type: ignore[arg-type]  # the desk knows who it is
        except DraftMovedError:
            return self._show_moved(request, prepare())
        except NotPublishableError as error:
            messages.error(request, gettext("Something is missing: %(what)s") % {"what": error})
            return self._refuse(request, publication, form)
        return self._tell(request, revision)

    def _tell(self, request: HttpRequest, revision: PolicyRevision | None) -> HttpResponse:
        """Lead on to what was published; None is what somebody, perhaps the same click, published before."""
        if revision is None:
            messages.success(request, gettext("It is published already: nothing differs from the draft."))
            return HttpResponseRedirect(reverse("consent_revisions:index"))
        done = gettext("The registry is published.")
        messages.success(request, f"{done} {say_who(revision)}")
        return HttpResponseRedirect(reverse("consent_revisions:inspect", args=[revision.pk]))

    def _refuse(self, request: HttpRequest, publication: Publication, form: PublicationForm) -> HttpResponse:
        """Answer with everything that was filled in, and with what is in the way."""
        messages.error(request, gettext("Nothing was published. See below what is in the way."))
        return self.render_to_response(self.get_context_data(publication=publication, form=form))

    def _show_moved(self, request: HttpRequest, publication: Publication) -> HttpResponse:
        """Answer with the draft as it is now, and with what was said of it before."""
        moved = gettext("Nothing was published: somebody changed the draft, or published, in the meantime.")
        again = gettext("This is how it stands now. Look again.")
        messages.warning(request, f"{moved} {again}")
        said = {name: request.POST[name] for name in request.POST if name not in publication.tokens}
        form = PublicationForm(publication.changes, initial={**said, **publication.tokens})
        return self.render_to_response(self.get_context_data(publication=publication, form=form))


class PreviewView(RegistryView):
    """The banner and the settings page as the draft would make them."""

    template_name = "consent/desk/preview.html"
    page_title = _("As visitors will see it")
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "languages": preview_both(describe_draft())}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("consent_publish:index"), "label": PublishView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]


class PublishMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            policy_registry.get_by_type(PolicyRevision).user_has_any_permission(request.user, READERS)
        )


class PublishViewSet(ViewSet):
    """Where the draft becomes what visitors meet."""

    name = "consent_publish"
    url_prefix = "cookies/publish"
    icon = "upload"
    menu_label = _("Publish")
    menu_item_class = PublishMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(PublishView), name="index"),
            path("preview/", self.construct_view(PreviewView), name="preview"),
        ]
