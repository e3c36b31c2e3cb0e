"""A priority within a development area."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.blocks.structured import IndicatorsBlock, RolesBlock
from pages.charting import describe_indicator
from pages.glossary import Glossary
from pages.relating import Relations, list_related, name_roles

from .coded import CodedPage
from .published import CHANGE_PANEL
from .rich import running_text
from .said import say_list, say_text, show_text


class PriorityPage(CodedPage):
    """A priority (prioritering), such as U1.2."""

    type_name = "priority"

    why = running_text(
        _("why"), _("Why this comes first: who is affected, and what happens if nothing is done.")
    )
    how = running_text(
        _("how"), _("How the actors go about it together, in outline. The actions say the rest.")
    )
    roles = StreamField(
        RolesBlock(),
        blank=True,
        verbose_name=_("actors and their roles"),
        help_text=_("Who is responsible for the priority, who takes part and who pays."),
    )
    indicators = StreamField(
        IndicatorsBlock(),
        blank=True,
        verbose_name=_("indicators"),
        help_text=_("One to three measures that show whether the priority leads anywhere."),
    )

    override_translatable_fields: ClassVar = [
        *CodedPage.override_translatable_fields,
        SynchronizedField("roles", overridable=False),
        SynchronizedField("indicators", overridable=False),
    ]
    content_panels: ClassVar = [
        *CodedPage.content_panels[:-1],
        FieldPanel("why"),
        FieldPanel("how"),
        FieldPanel("roles"),
        FieldPanel("indicators"),
        CodedPage.content_panels[-1],
        CHANGE_PANEL,
    ]
    parent_page_types: ClassVar = ["pages.DevelopmentAreaPage"]
    subpage_types: ClassVar = ["pages.ActionPage"]

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")

    def describe(self, related: Relations, glossary: Glossary) -> dict[str, Any]:
        said = self.said
        return {
            "why_shown": show_text(self.why, glossary),
            "how_shown": show_text(self.how, glossary),
            "roles_shown": name_roles(said["roles"], related),
            "figures": [
                describe_indicator(each.title, each.content, self.locale.language_code)
                for each in list_related(said["indicators"], related)
            ],
        }

    @property
    def said(self) -> dict[str, Any]:
        return {
            "why": say_text(self.why),
            "how": say_text(self.how),
            "roles": say_list(self.roles),
            "indicators": [each for each in say_list(self.indicators) if each],
        }
