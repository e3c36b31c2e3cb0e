"""Shows a reviewer what differs from what is live, wherever they come from."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page


def add_comparison(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the comparison beside the title of a page that is public and has a newer draft."""
    if view_name == "edit" and page.live and page.has_unpublished_changes and page.latest_revision_id:
        yield Button(
            _("See what differs from what is public"),
            reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", page.latest_revision_id]),
            icon_name="history",
            priority=5,
        )
