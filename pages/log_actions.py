"""What the history of a page tells beside Wagtail's own actions."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

CALLED_OFF = "pages.schedule.called_off"


@hooks.register("register_log_actions")
def register(actions: LogActionRegistry) -> None:
    @actions.register_action(CALLED_OFF)
    class CalledOff(LogFormatter):
        label = _("Call off")

        def format_message(self, log_entry: Any) -> str | Promise:
            reasons = " ".join(log_entry.data.get("reasons", []))
            return _("Not published at its time: %(reasons)s") % {"reasons": reasons}
