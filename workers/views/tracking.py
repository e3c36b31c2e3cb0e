"""Where a mail provider reports bounces and complaints, signed as django-anymail knows of each of them."""

import logging
from http import HTTPStatus

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods
from django.views.generic import View

log = logging.getLogger(__name__)

# Those that sign what they send need their key; the others the user and password of HTTP's basic authentication.
SIGNING = {
    "mailersend": "MailerSendTrackingWebhookView",
    "mailgun": "MailgunTrackingWebhookView",
    "mandrill": "MandrillCombinedWebhookView",
}
AUTHENTICATED = {
    "brevo": "BrevoTrackingWebhookView",
    "mailjet": "MailjetTrackingWebhookView",
    "mailtrap": "MailtrapTrackingWebhookView",
    "postmark": "PostmarkTrackingWebhookView",
    "sendgrid": "SendGridTrackingWebhookView",
    "sparkpost": "SparkPostTrackingWebhookView",
}
KEYS = {
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
}


@require_http_methods(["HEAD", "POST"])
def take_reports(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Take the reports of the one provider that the settings name; any other address is 404.

    403 for what is not signed, 400 for what cannot be read. What anymail makes of the rest arrives
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
    except (SuspiciousOperation, AnymailError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning("a report of %s cannot be read: %s", provider, type(error).__name__)
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return answer


def find_view(provider: str) -> type[View]:
    """Return anymail's view of one provider; the other providers, and what they need, cost no memory."""
    name = {**SIGNING, **AUTHENTICATED}[provider]
    view: type[View] = import_string(f"anymail.webhooks.{provider}.{name}")
    return view


def is_guarded(provider: str) -> bool:
    """Tell whether a provider is known, and nobody else can speak in its name."""
    if provider in SIGNING:
        return bool(settings.ANYMAIL[KEYS[provider]])
    return provider in AUTHENTICATED and ":" in settings.ANYMAIL["WEBHOOK_SECRET"]
