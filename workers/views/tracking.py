"""Where a mail provider reports bounces and complaints, signed as django-anymail knows of each of them."""

import logging
import re
from functools import cache
from http import HTTPStatus

from anymail.exceptions import AnymailImproperlyInstalled, AnymailWebhookValidationFailure
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods
from django.views.generic import View

from workers.views.tolerating import UNREADABLE, make_tolerant

log = logging.getLogger(__name__)

# anymail's view of each provider that may be configured.
VIEWS = {
    "brevo": "BrevoTrackingWebhookView",
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "mailtrap": "MailtrapTrackingWebhookView",
    "mandrill": "MandrillCombinedWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
}
# Those that sign, and where anymail looks for the key; the others give the user and password of HTTP's basic authentication.
KEYS = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mailtrap": "MAILTRAP_TRACKING_SECRET",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
    "sendgrid": "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",
}
SIGN_ALWAYS = ("mailersend", "mailgun", "mandrill")
PASSWORD = re.compile(r"[^:]+:.+")


@require_http_methods(["HEAD", "POST"])
def take_reports(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Take the reports of the one provider that the settings name; any other address is 404.

    403 for what is not signed, 400 when nothing of it can be read. What anymail makes of the rest arrives
    as its signal `tracking` (`workers.signal_handlers`).
    """
    if provider != settings.ANYMAIL_PROVIDER or not is_guarded(provider):
        raise Http404
    view = find_view(provider).as_view()
    try:
        answer: HttpResponseBase = view(request)
    except AnymailWebhookValidationFailure:
        log.warning("refused a report that %s did not sign", provider)
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    except UNREADABLE as error:
        log.warning("a report of %s cannot be read: %s", provider, type(error).__name__)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return answer


@cache
def find_view(provider: str) -> type[View]:
    """Return anymail's view of one provider, made tolerant; the other providers, and what they need, cost no memory."""
    view: type[View] = import_string(f"anymail.webhooks.{provider}.{VIEWS[provider]}")
    return make_tolerant(view)


def is_guarded(provider: str) -> bool:
    """Tell whether a provider is known, and nobody else can speak in its name: by its key, or by a password."""
    if provider in KEYS and settings.ANYMAIL.get(KEYS[provider]):
        return True
    return (
        provider in VIEWS
        and provider not in SIGN_ALWAYS
        and PASSWORD.fullmatch(settings.ANYMAIL["WEBHOOK_SECRET"]) is not None
    )


def is_readable(provider: str) -> bool:
    """Tell whether anymail can make something of the provider's key."""
    try:
        find_view(provider)()
    except ValueError:
        return False
    return True


def is_installed(provider: str) -> bool:
    """Tell whether what anymail needs for the provider's key is there: SendGrid's needs a package of its own."""
    try:
        is_readable(provider)
    except AnymailImproperlyInstalled:
        return False
    return True
