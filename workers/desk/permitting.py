"""Who at the desk may see and stop the mails of a publication."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from workers.models import Event


def may_look(user: Any) -> bool:
    """Whoever works with pages may see how their mails went."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_any_permission(user, ["add", "change", "publish"]))


def may_stop(user: Any, event: Event) -> bool:
    """Whoever may publish the page may stop its mail; of what is no page, whoever may publish any page."""
    page = Page.objects.filter(translation_key=event.key, locale__language_code=event.locale).first()
    if page is not None:
        return bool(page.permissions_for_user(user).can_publish())
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))
