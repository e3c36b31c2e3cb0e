"""Who carries out the plan."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from pages.announcing import announce_saved_actor
from pages.choices import ActorGroup
from pages.forms import StatesChangeForm

from .published import CHANGE_PANEL, StatesChange


class Actor(StatesChange, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """An organisation that carries out the plan (aktör): public facts only, never a person's address."""

    type_name: ClassVar[str] = "actor"

    name = models.CharField(_("name"), max_length=200)
    group = models.CharField(_("group"), max_length=20, choices=ActorGroup.choices)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)

    base_form_class = StatesChangeForm
    override_translatable_fields: ClassVar = [SynchronizedField("change_kind")]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("group"),
        FieldPanel("description"),
        FieldPanel("website"),
        CHANGE_PANEL,
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> dict[str, Any]:
        """The public facts that the record keeps beside the name."""
        return {"group": self.group, "description": self.description, "website": self.website}

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            stored = Actor.objects.filter(pk=self.pk).values_list("live_revision_id", flat=True).first()
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                announce_saved_actor(self, stated=self.live_revision_id not in (None, stored))
