"""No page of the plan mirrors another: an alias shows readers Swedish in the English pages, unrecorded."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.locales.components import LOCALE_COMPONENTS

CONVERT = "localize-convert-to-alias"


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say what to do instead, where wagtail-localize would replace the translation by its source at once."""
    page = get_object_or_404(Page, pk=page_id)
    messages.error(
        request,
        _(
            "A translation cannot be replaced by the Swedish page: readers would meet Swedish. Unpublish it instead, if it should not be read."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def hide_alias(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the offer out of the page editor's menu."""
    menu_items[:] = [item for item in menu_items if item.name != CONVERT]


def hide_alias_in_translator() -> str:
    """Take the offer out of wagtail-localize's own menu, which a script draws."""
    return format_html('<script src="{}"></script>', static("pages/translator.js"))


def stop_mirroring() -> None:
    """Take away the setting of a language that fills it with aliases of every page in another."""
    LOCALE_COMPONENTS.clear()
