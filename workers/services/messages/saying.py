"""Says in words how often somebody hears."""

from django.utils.translation import gettext as _

from workers.models import Frequency


def say_rhythm(frequency: str) -> str:
    """Return when messages come, in the language that is active."""
    if frequency == Frequency.DAILY:
        return _("You get a summary each day at 08:30, when there is something to tell.")
    if frequency == Frequency.WEEKLY:
        return _("You get a summary each Monday at 08:30, when there is something to tell.")
    return _("You hear at once when something is published.")
