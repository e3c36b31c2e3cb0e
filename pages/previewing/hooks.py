"""Puts the sharing of previews into Wagtail's desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .desk import SharePreviewView

AFTER_HISTORY = 66


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("previews/<int:page_id>/", SharePreviewView.as_view(), name="share_preview")]


@hooks.register("register_page_header_buttons")
def offer_sharing(
    page: Page, user: Any, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        address = reverse("share_preview", args=[page.pk])
        yield Button(_("Share a preview"), address, icon_name="link", priority=AFTER_HISTORY)
