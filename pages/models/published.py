"""What every page type of the plan shares: an introduction, a body, and a change that is announced."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.announcing import announce_saved_page
from pages.blocks import BodyBlock
from pages.copying import CarefulCopyForm
from pages.forms import PublishedPageForm
from pages.gating import record_embeds
from pages.glossary import Glossary
from pages.preview_panel import PreviewedAtTheDesk
from pages.quality.gate import PassesGate
from pages.references import find_references
from pages.relating import Relations, read_related
from pages.showing import describe_surroundings
from pages.snapshots import as_json

from .stating import CHANGE_PANEL, StatesChange

__all__ = ["CHANGE_PANEL", "PublishedPage"]


class PublishedPage(PassesGate, PreviewedAtTheDesk, StatesChange, Page):  # type: ignore[django-manager-missing]  # Wagtail's manager is untyped
    """A public page; saving it live writes what it says into the publication record.

    `save()` is where every route meets: publishing, scheduling, copying, unpublishing and
    wagtail-localize, which saves a live translation before it publishes it. Signals come
    later, and after the commit of `save()`'s own transaction.
    """

    type_name: ClassVar[str]

    lead = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Two or three sentences that say what the page is about. Shown in larger type."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Readers see that this is an example and not a decision."),
    )

    base_form_class = PublishedPageForm
    copy_form_class = CarefulCopyForm
    # Neither a copy nor a translation goes or comes by the first one's schedule.
    exclude_fields_in_copy: ClassVar = ["change_kind", "change_note", "go_live_at", "expire_at"]
    override_translatable_fields: ClassVar = [
        SynchronizedField("change_kind", overridable=False),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels: ClassVar[list[Panel]] = [*Page.promote_panels, FieldPanel("is_example")]

    class Meta:
        abstract = True

    @property
    def said(self) -> dict[str, Any]:
        """The fields of this type that the record keeps beside title, introduction and body."""
        return {}

    @property
    def shown_code(self) -> str:
        """The human code (U1, U1.2), empty for types that have none."""
        return ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        related = read_related(find_references(as_json(self.said)), self.locale.language_code)
        around = describe_surroundings(self)
        return {**context, **around, **self.describe(related, around["glossary"])}

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        """Return what the template of this type shows of its own fields, `facts` among it.

        `related` holds what the page names, as far as it is public; `glossary` explains the
        words of running text.
        """
        return {}

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            is_new = self._state.adding
            live_before, place_before = self._read_stored()
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                record_embeds(self.body)
                stated = not is_new and self.live_revision_id not in (None, live_before)
                moved = place_before not in ("", self.url_path)
                announce_saved_page(self, stated=stated, moved=moved)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft; its embeds are known to the gate so that the preview shows them."""
        with transaction.atomic():
            record_embeds(self.body)
            return super().save_revision(*args, **kwargs)

    def _read_stored(self) -> tuple[int | None, str]:
        """Return the live revision and the place in the tree as they are stored; empty for a new page."""
        stored = Page.objects.filter(pk=self.pk).values_list("live_revision_id", "url_path").first()
        return stored or (None, "")
