"""Shows a secret, for the only time."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from workers.models import WebhookEndpoint


def show_log(endpoint: WebhookEndpoint) -> str:
    """Return where the log of a webhook is."""
    return reverse("webhooks:inspect", args=[endpoint.pk])


def show_secret(
    request: HttpRequest, endpoint: WebhookEndpoint, secret: str, *, is_new: bool
) -> TemplateResponse:
    """Return the page with a secret that was just made; nobody keeps that page."""
    context = {
        "endpoint": endpoint,
        "secret": secret,
        "is_new": is_new,
        "log_url": show_log(endpoint),
        "page_title": _("The secret of a webhook"),
        "page_subtitle": endpoint.name,
        "header_icon": "key",
        "breadcrumbs_items": [
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {"url": show_log(endpoint), "label": endpoint.name},
            {"url": "", "label": _("The secret of a webhook"), "sublabel": endpoint.name},
        ],
    }
    answer = TemplateResponse(request, "workers/desk/webhooks/secret.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
