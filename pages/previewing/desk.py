"""The desk's view on the links to a draft: make one, copy it, end them all."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from pages.models import PreviewLink

from .links import address_of, end_links, make_link


class SharePreviewView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the open links of one page, each with its address and its end."""

    template_name = "pages/desk/share_preview.html"
    page_title = gettext_lazy("Share a preview")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=page_id).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        title: str = self.page.get_admin_display_title()
        return title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = PreviewLink.objects.open().filter(page=self.page.pk).select_related("made_by")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "page_object": self.page,
            "links": [(address_of(link), link) for link in links],
            "days": settings.PREVIEW_DAYS,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "end" in request.POST:
            end_links(self.page)
            messages.success(request, _("No link shows the draft any longer."))
        else:
            make_link(self.page, request.user)
            messages.success(request, _("The link is made. Copy the address and send it."))
        return redirect("share_preview", self.page.pk)
