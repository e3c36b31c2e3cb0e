"""The form in which an editor copies pages: what would be wrong in public is copied as a draft."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page, PageViewRestriction

from pages.quality.moving import tell_language


class CarefulCopyForm(CopyForm):
    """Refuses to publish copies of restricted pages, and copies with a code that the plan has already.

    Wagtail restricts a copy only after it has saved it live, and leaves the pages below it open [read].
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)  # a mirror of a page would be public without a publication

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        below = cleaned.get("new_parent_page")
        if below and below.locale_id != self.page.locale_id and not below.is_root():
            self.add_error("new_parent_page", tell_language(self.page))
        if cleaned.get("publish_copies"):
            with_below = bool(cleaned.get("copy_subpages"))
            pages = self.page.get_descendants(inclusive=True) if with_below else [self.page]
            below = cleaned.get("new_parent_page") or self.page.get_parent()
            for message in explain(pages, below):
                self.add_error("publish_copies", message)
        return cleaned


def explain(pages: Any, below: Page) -> Iterator[str]:
    """Yield why copies of these pages must not be public at once below that page."""
    found = list(pages)
    restriction = PageViewRestriction.objects.filter(page__in=found).select_related("page").first()
    if restriction is not None:
        yield _(
            "“%(title)s” is restricted, and its copy would be open to everybody. Copy without publishing, and restrict the copy first."
        ) % {"title": restriction.page.title}
    coded = next((page.specific for page in found if getattr(page.specific, "shown_code", "")), None)
    taken = coded.list_taken_codes(below, with_below=len(found) > 1) if coded is not None else []
    if taken:
        yield _(
            "The plan has these codes already: %(codes)s. Copy without publishing, and give the copies codes of their own."
        ) % {"codes": ", ".join(taken)}
