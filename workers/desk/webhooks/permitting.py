"""Who may manage webhooks: whoever may publish, since a webhook tells of what is published."""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry


class PublisherPolicy(ModelPermissionPolicy):
    """Permits everything to whoever may publish some page, and to whom an administrator gave it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if super().user_has_permission(user, action):
            return True
        return bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))
