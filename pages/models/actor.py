"""Who carries out the plan."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from pages.references import refer

from .stating import CHANGE_PANEL, PublishedSnippet


class Actor(PublishedSnippet):
    """An organisation that carries out the plan (aktör): public facts only, never a person's address.

    The desk refuses to delete a group that has actors. The relation itself is not PROTECT: a draft
    that names a deleted group could then not be opened any more [modelcluster, read].
    """

    type_name = "actor"

    group = models.ForeignKey(
        "pages.ActorGroup",
        models.SET_NULL,
        null=True,
        related_name="actors",
        verbose_name=_("group"),
        help_text=_("The group that the organisation belongs to first of all."),
    )
    municipality = models.ForeignKey(
        "pages.Municipality",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actors",
        verbose_name=_("municipality"),
        help_text=_("Where the organisation works. Leave it empty for the whole county."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("One or two sentences on what the organisation does for the plan."),
    )
    website = models.URLField(_("website"), blank=True)

    override_translatable_fields: ClassVar = [
        *PublishedSnippet.override_translatable_fields,
        SynchronizedField("group", overridable=False),
        SynchronizedField("municipality", overridable=False),
    ]
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("group"),
        FieldPanel("municipality"),
        FieldPanel("description"),
        FieldPanel("website"),
        CHANGE_PANEL,
    ]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    @property
    def said(self) -> dict[str, Any]:
        return {
            "group": refer(self.group),
            "municipality": refer(self.municipality),
            "description": self.description,
            "website": self.website,
        }
