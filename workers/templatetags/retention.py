"""How long something is kept, for the sentences that promise it."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def days_kept() -> int:
    """Return how many days the text of a message is kept after it was mailed."""
    return int(settings.KEEP_BODIES_DAYS)
