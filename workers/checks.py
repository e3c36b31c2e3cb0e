"""What must hold of the settings before anything comes back by mail."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from workers.services.bounces.imap import Mailbox, MailboxDown
from workers.views.tracking import is_guarded, is_readable


@register
def check_reports(**kwargs: Any) -> list[CheckMessage]:
    """A provider whose reports anybody could forge, or a mailbox whose password travels open, is an error."""
    found: list[CheckMessage] = []
    if settings.ANYMAIL_PROVIDER and not is_guarded(settings.ANYMAIL_PROVIDER):
        hint = "Set ANYMAIL_SIGNING_KEY, or ANYMAIL_WEBHOOK_SECRET to user:password; .env.example says which."
        found.append(
            Error("ANYMAIL_PROVIDER is unknown, or its reports are not signed.", hint, id="workers.E010")
        )
    elif settings.ANYMAIL_PROVIDER and not is_readable(settings.ANYMAIL_PROVIDER):
        hint = "It is the one that the provider shows beside its webhook, without the lines around it."
        found.append(Error("ANYMAIL_SIGNING_KEY cannot be a key of this provider.", hint, id="workers.E012"))
    if settings.BOUNCES_URL:
        try:
            Mailbox(settings.BOUNCES_URL)
        except MailboxDown as down:
            found.append(
                Error("BOUNCES_URL must be imaps://user:password@host/INBOX.", f"{down}.", id="workers.E011")
            )
    return found
