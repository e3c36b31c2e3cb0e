"""The panel above all others on the dashboard, shown only when something is wrong."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.attention.finding import find_troubles


class AttentionPanel(Component):
    """What is wrong with mail and queue, for whoever works with pages."""

    name = "attention"
    template_name = "cms/attention/panel.html"
    order = 50

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Show nothing when nothing is wrong, or to who has nothing to do with pages."""
        if parent_context is None:
            return ""
        user, policy = parent_context["request"].user, policy_registry.get_by_type(Page)
        if not policy.user_has_any_permission(user, ["add", "change", "publish"]):
            return ""
        troubles = find_troubles()
        if not troubles:
            return ""
        context = {"troubles": troubles, "may_check": policy.user_has_permission(user, "publish")}
        return render_to_string(self.template_name, context)
