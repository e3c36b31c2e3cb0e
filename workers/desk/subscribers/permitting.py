"""Who at the desk may see addresses, and change who is written to."""

from typing import Any

from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from workers.models import Subscriber

POLICY = ModelPermissionPolicy(Subscriber)
VIEW, ADD, CHANGE = "view", "add", "change"
MAY_PUBLISH = ("Granskare", "Administratör")
"""The groups of those who may publish, as they are named when the site is set up."""


class ForKeepers(PermissionCheckedMixin):
    """Asks for the permission on subscribers that the view names."""

    permission_policy = POLICY
    permission_required = VIEW


def may(user: Any, action: str) -> bool:
    """Tell whether a user may view, add, change or delete subscribers."""
    return bool(POLICY.user_has_permission(user, action))


def grant(apps: Any) -> None:
    """Give those who may publish the right to keep the list; twice is once. `apps` is a registry of models."""
    kind, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="workers", model="subscriber"
    )
    permissions = [
        apps.get_model("auth.Permission").objects.get_or_create(
            content_type=kind,
            codename=f"{action}_subscriber",
            defaults={"name": f"Can {action} subscriber"},
        )[0]
        for action in ("view", "add", "change", "delete")
    ]
    for group in apps.get_model("auth.Group").objects.filter(name__in=MAY_PUBLISH):
        group.permissions.add(*permissions)
