"""Who may make a translation public: whoever may publish that page, or objects of that kind."""

from typing import Any

from wagtail.models import Page
from wagtail.snippets.permissions import get_permission_name


def may_publish(user: Any, target: Any) -> bool:
    """Tell whether the user may publish this page or snippet."""
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_publish())
    return bool(user.has_perm(get_permission_name("publish", type(target))))
