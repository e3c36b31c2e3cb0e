"""What Wagtail's panel of checks shows of our own."""

from typing import Any

from django import template

from pages.quality import Finding, check_publishable

register = template.Library()


@register.simple_tag
def findings_of(checked: Any) -> list[Finding]:
    """Return what is wrong with a draft that the editor has open; nothing before it is first saved."""
    if not getattr(checked, "pk", None) or not hasattr(checked, "type_name"):
        return []
    return check_publishable(checked)
