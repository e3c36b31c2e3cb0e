"""What must hold of the settings before anything comes back by mail."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  Django's name

from workers.services.bounces.imap import Mailbox, MailboxDown
from workers.views.tracking import is_guarded, is_installed, is_readable

UNSUPPORTED = "django-anymail tests SendGrid no more since July 2025: should SendGrid change its reports, nobody notices before you."
UNSUPPORTED_HINT = (
    "See now and then that bounces still arrive, or read them by mail (BOUNCES_URL): docs/bounces.md."
)


@register
def check_reports(**kwargs: Any) -> list[CheckMessage]:
    """A provider whose reports anybody could forge, or a mailbox whose password travels open, is an error."""
    found: list[CheckMessage] = []
    if settings.ANYMAIL_PROVIDER and not is_guarded(settings.ANYMAIL_PROVIDER):
        hint = "Set ANYMAIL_SIGNING_KEY, or ANYMAIL_WEBHOOK_SECRET to user:password; .env.example says which."
        found.append(
            Error("ANYMAIL_PROVIDER is unknown, or its reports are not signed.", hint, id="workers.E010")
        )
    elif settings.ANYMAIL_PROVIDER and not is_installed(settings.ANYMAIL_PROVIDER):
        hint = "Install it beside the site, or set ANYMAIL_WEBHOOK_SECRET to user:password and no key."
        found.append(
            Error("The signature of this provider needs the package cryptography.", hint, id="workers.E013")
        )
    elif settings.ANYMAIL_PROVIDER and not is_readable(settings.ANYMAIL_PROVIDER):
        hint = "It is the one that the provider shows beside its webhook, without the lines around it."
        found.append(Error("ANYMAIL_SIGNING_KEY cannot be a key of this provider.", hint, id="workers.E012"))
    if settings.ANYMAIL_PROVIDER == "sendgrid":
        found.append(Warning(UNSUPPORTED, UNSUPPORTED_HINT, id="workers.W014"))
    if settings.BOUNCES_URL:
        try:
            Mailbox(settings.BOUNCES_URL)
        except MailboxDown as down:
            found.append(
                Error("BOUNCES_URL must be imaps://user:password@host/INBOX.", f"{down}.", id="workers.E011")
            )
    return found
