"""The groups that actors belong to."""

from typing import Any, ClassVar

from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from .stating import CHANGE_PANEL, PublishedSnippet


class ActorGroup(PublishedSnippet):
    """A group of actors (aktörsgrupp), such as the municipalities of the county."""

    type_name = "actor_group"

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[validate_slug],
        help_text=_("A short name for imports and programs, such as employers. The same in every language."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("The place of the group among the others, from 1.")
    )

    override_translatable_fields: ClassVar = [
        *PublishedSnippet.override_translatable_fields,
        SynchronizedField("code", overridable=False),
        SynchronizedField("order", overridable=False),
    ]
    panels: ClassVar = [FieldPanel("name"), FieldPanel("code"), FieldPanel("order"), CHANGE_PANEL]

    class Meta(PublishedSnippet.Meta):
        verbose_name = _("actor group")
        verbose_name_plural = _("actor groups")
        ordering: ClassVar = ["order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "locale"],
                name="one_group_a_code",
                violation_error_message=_("Another group has this code. Choose one of its own."),
            )
        ]

    @property
    def said(self) -> dict[str, Any]:
        return {"order": self.order}

    @property
    def shown_code(self) -> str:
        return self.code
