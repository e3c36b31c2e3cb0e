"""What the webhooks add to Wagtail's desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy

from workers.desk.webhooks.permitting import PublisherPolicy
from workers.desk.webhooks.viewset import WebhookViewSet
from workers.models import WebhookEndpoint

register_permission_policy(WebhookEndpoint, PublisherPolicy(WebhookEndpoint), exact_class=True)


@hooks.register("register_admin_viewset")
def register_webhooks() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action("workers.webhook.test", _("Post a test message"), _("Posted a test message"))
    actions.register_action("workers.webhook.turn_on", _("Turn on"), _("Turned the webhook on"))
    actions.register_action("workers.webhook.turn_off", _("Turn off"), _("Turned the webhook off"))
    actions.register_action("workers.webhook.rotate", _("Change the secret"), _("Changed the secret"))

    @actions.register_action("workers.webhook.replay")
    class ReplayFormatter(LogFormatter):
        """Says how many."""

        label = _("Post again")
        message = _("Posted messages again")

        def format_message(self, log_entry: Any) -> str:
            count = int(log_entry.data.get("count", 0))
            said = ngettext("Posted %(count)d message again", "Posted %(count)d messages again", count)
            return said % {"count": count}
