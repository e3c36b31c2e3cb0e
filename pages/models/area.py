"""A development area of the plan."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.blocks.structured import RolesBlock
from pages.choices import GOALS
from pages.glossary import Glossary
from pages.relating import Relations, name_roles

from .coded import CodedPage
from .goals import GoalsField
from .published import CHANGE_PANEL
from .rich import running_text
from .said import say_list, say_text, show_text


class DevelopmentAreaPage(CodedPage):
    """A development area (utvecklingsområde), such as U1, above its priorities."""

    type_name = "development_area"

    challenge = running_text(
        _("challenge today"),
        _("What it is like in the county now, and why that is a problem. Facts with their sources."),
    )
    desired_state = running_text(
        _("desired state"),
        _("What it should be like when the plan has been carried out, so that it can be checked."),
    )
    goals = GoalsField(
        _("goals of Agenda 2030"),
        help_text=_("Only those that the area clearly serves: two or three at most."),
    )
    roles = StreamField(
        RolesBlock(),
        blank=True,
        verbose_name=_("actors and their roles"),
        help_text=_("Who is responsible for the area, and who else takes part."),
    )

    override_translatable_fields: ClassVar = [
        *CodedPage.override_translatable_fields,
        SynchronizedField("roles", overridable=False),
        SynchronizedField("goals", overridable=False),
    ]
    content_panels: ClassVar = [
        *CodedPage.content_panels[:-1],
        FieldPanel("challenge"),
        FieldPanel("desired_state"),
        FieldPanel("roles"),
        FieldPanel("goals"),
        CodedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.PlanPage"]
    subpage_types: ClassVar = ["pages.PriorityPage"]

    class Meta:
        verbose_name = _("development area")
        verbose_name_plural = _("development areas")

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        return {
            "challenge_shown": show_text(self.challenge, glossary),
            "desired_state_shown": show_text(self.desired_state, glossary),
            "goals_shown": [name for number, name in GOALS if number in self.goals],
            "roles_shown": name_roles(say_list(self.roles), related),
        }

    @property
    def said(self) -> dict[str, Any]:
        return {
            "challenge": say_text(self.challenge),
            "desired_state": say_text(self.desired_state),
            "goals": self.goals,
            "roles": say_list(self.roles),
        }
