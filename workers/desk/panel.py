"""The panel on the dashboard: the last publications, and how their mails went."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from wagtail.admin.ui.components import Component

from workers.desk.permitting import may_look
from workers.models import Delivery, Purpose
from workers.models.delivery import OPEN
from workers.services.delivering.tallying import tally_latest


class MailingsPanel(Component):
    """A table of the latest publications; empty for who has nothing to do with pages. Four queries."""

    name = "mailings"
    template_name = "workers/desk/panel.html"
    order = 220

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Show nothing to who may not look."""
        if parent_context is None or not may_look(parent_context["request"].user):
            return ""
        html: str = super().render_html(parent_context)
        return html

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the mailings, and how many fault reports have been tried in vain."""
        stuck = Q(purpose=Purpose.FAULT_REPORT, state__in=OPEN, attempts__gt=0)
        return {"mailings": tally_latest(), "stuck_reports": Delivery.objects.filter(stuck).count()}
