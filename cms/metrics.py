"""What a monitoring server may ask: counts from the database, so that any number of processes tell the same."""

import hmac
from http import HTTPStatus

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from cms.broker import broker_answers, heartbeat_age
from pages.models import Publication
from workers.models import Delivery, Event


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format; 401 without the bearer token, where one is set."""
    if settings.METRICS_TOKEN and not bears_token(request, settings.METRICS_TOKEN):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
    body = generate_latest(take_measures())
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def bears_token(request: HttpRequest, token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def take_measures() -> CollectorRegistry:
    """Return the present figures; four queries and two questions to the broker."""
    registry = CollectorRegistry()
    deliveries = Gauge("kompetensplan_deliveries", "Deliveries by state", ["state"], registry=registry)
    for row in Delivery.objects.values("state").annotate(number=Count("pk")).order_by("state"):
        deliveries.labels(row["state"]).set(row["number"])
    Gauge("kompetensplan_events", "Events recorded", registry=registry).set(Event.objects.count())
    published = Gauge("kompetensplan_publications", "Publications, ever", registry=registry)
    published.set(Publication.objects.count())
    Gauge("kompetensplan_broker_up", "Whether the broker answers", registry=registry).set(broker_answers())
    age = heartbeat_age()
    if age is not None:
        seen = Gauge(
            "kompetensplan_heartbeat_age_seconds", "Since beat and a worker were seen", registry=registry
        )
        seen.set(age)
    return registry
