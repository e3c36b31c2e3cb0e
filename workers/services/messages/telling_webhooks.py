"""Prepares what the mail about a webhook that was turned off says."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from workers.models import EndpointState, Letter, Problem


def tell_disabled_webhook(letter: Letter) -> dict[str, Any]:
    """Return the context of the templates: which webhook, why, since when, and where to turn it on again.

    The content is `{pk, name, host, state, since, problem, status}`, with `since` an ISO time or empty.
    """
    content = letter.content
    return {
        "name": content["name"],
        "host": content["host"],
        "gone": content["state"] == EndpointState.GONE,
        "since": datetime.fromisoformat(content["since"]) if content["since"] else None,
        "problem": Problem(content["problem"]).label if content["problem"] else "",
        "status": content["status"],
        "days": settings.WEBHOOK_FAILING_DAYS,
        "webhook_url": settings.SITE_URL + reverse("webhooks:inspect", args=[content["pk"]]),
    }
