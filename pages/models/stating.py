"""What every public object shares: its publisher says what has changed."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from pages.announcing import announce_saved_snippet
from pages.choices import EDITORS_KINDS
from pages.forms import StatesChangeForm


class StatesChange(models.Model):
    """An object whose publisher says what kind of change it is, and why.

    Both belong to one revision: they are part of it, lie outside the content hash, and the
    form empties them when the next edit begins.
    """

    change_kind = models.CharField(
        _("kind of change"),
        max_length=20,
        choices=EDITORS_KINDS,
        blank=True,
        help_text=_("Asked when the page is already public. Without an answer it is a minor change."),
    )
    change_note = models.TextField(
        _("change note"),
        max_length=500,
        blank=True,
        help_text=_(
            "One or two sentences on what is different and what it means for the reader. Required for a material change."
        ),
    )

    class Meta:
        abstract = True


CHANGE_PANEL = MultiFieldPanel(
    [FieldPanel("change_kind"), FieldPanel("change_note")],
    heading=_("What has changed?"),
)


class PublishedSnippet(StatesChange, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Something without a page of its own that the record keeps as it keeps pages."""

    type_name: ClassVar[str]

    name = models.CharField(_("name"), max_length=200)

    base_form_class = StatesChangeForm
    exclude_fields_in_copy: ClassVar = ["go_live_at", "expire_at"]
    override_translatable_fields: ClassVar = [SynchronizedField("change_kind", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> dict[str, Any]:
        """The fields of this type that the record keeps beside the name."""
        return {}

    @property
    def shown_code(self) -> str:
        """The human code, empty for types that have none."""
        return ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            is_new = self._state.adding
            stored = type(self)._default_manager.filter(pk=self.pk).values_list("live_revision_id", flat=True)
            live_before = stored.first()
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                # A copy for translation brings the live revision of its source along.
                stated = not is_new and self.live_revision_id not in (None, live_before)
                announce_saved_snippet(self, stated=stated)
