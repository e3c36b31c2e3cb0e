"""What an editor meets after logging in: what waits for them, and what will happen by itself."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from pages.desk import waiting

# Wagtail's own panels repeat ours, ask the database for each line, or lead outside.
OURS_INSTEAD = ("workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "locked_pages")


class WaitingPanel(Component):
    """What waits for this user."""

    name = "waiting"
    order = 10
    template_name = "pages/desk/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        report = f"{reverse('translation_report')}?translation_age="
        lists = [
            (_("To review"), waiting.list_reviews(user), ""),
            (_("Sent to review by you"), waiting.list_submitted(user), ""),
            (_("Plans to review by now"), waiting.list_overdue_plans(user), ""),
            (_("Indicators that lack a value"), waiting.list_overdue_indicators(user), ""),
            (_("Translations that lack something"), waiting.list_stale(user), report),
        ]
        return {"lists": [each for each in lists if each[1]]}


class ScheduledPanel(Component):
    """What will be published or taken down by itself."""

    name = "scheduled"
    order = 20
    template_name = "pages/desk/scheduled_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        lists = [
            (_("To be published"), waiting.list_to_publish(user), ""),
            (_("To be taken down"), waiting.list_to_expire(user), ""),
        ]
        return {"lists": [each for each in lists if each[1]]}


def arrange(request: HttpRequest, panels: list[Any]) -> None:
    """Put our panels first and take Wagtail's away where ours say it."""
    panels[:] = [panel for panel in panels if panel.name not in OURS_INSTEAD]
    panels += [WaitingPanel(), ScheduledPanel()]
