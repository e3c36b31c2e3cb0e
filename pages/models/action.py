"""Something that is done to carry out a priority."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.blocks.structured import ProgressBlock, RolesBlock
from pages.choices import ActionStatus
from pages.glossary import Glossary
from pages.relating import Relations, name_roles

from .coded import CodedPage
from .published import CHANGE_PANEL
from .said import say_list, show_date


class ActionPage(CodedPage):
    """An action (insats), such as U1.2.1, with its status and what has been done."""

    type_name = "action"

    status = models.CharField(
        _("status"), max_length=20, choices=ActionStatus.choices, default=ActionStatus.NOT_STARTED
    )
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    roles = StreamField(
        RolesBlock(),
        blank=True,
        verbose_name=_("actors and their roles"),
        help_text=_("Who leads the action (responsible), who takes part (partner) and who pays (funder)."),
    )
    progress = StreamField(
        ProgressBlock(),
        blank=True,
        verbose_name=_("progress"),
        help_text=_("Dated entries. Readers see the latest first."),
    )

    override_translatable_fields: ClassVar = [
        *CodedPage.override_translatable_fields,
        SynchronizedField("status", overridable=False),
        SynchronizedField("roles", overridable=False),
    ]
    content_panels: ClassVar = [
        *CodedPage.content_panels[:-1],
        FieldRowPanel([FieldPanel("status"), FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("progress"),
        FieldPanel("roles"),
        CodedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.PriorityPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        said = self.said
        facts = [
            (_("Start"), show_date(self.start)),
            (_("End"), show_date(self.end)),
        ]
        return {
            "status_shown": ActionStatus(self.status).label,
            "facts": [fact for fact in facts if fact[1]],
            "roles_shown": name_roles(said["roles"], related),
            "progress_shown": said["progress"],
        }

    @property
    def said(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "start": self.start,
            "end": self.end,
            "roles": say_list(self.roles),
            "progress": sorted(say_list(self.progress), key=lambda each: str(each["date"]), reverse=True),
        }

    def clean(self) -> None:
        """Refuse an end before the start."""
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The action ends before it starts. Change one of the dates.")})
