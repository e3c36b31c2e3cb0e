"""What a monitoring server may ask: counts from the database, so that any number of processes tell the same."""

import hmac
from collections import Counter
from http import HTTPStatus

from django.conf import settings
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from cms.broker import broker_answers, heartbeat_age
from pages.models import Publication
from workers.models import (
    DailyCount,
    Delivery,
    DeliveryState,
    EndpointState,
    Event,
    PostState,
    ReportCount,
    Suppression,
    WebhookEndpoint,
    WebhookPost,
)
from workers.services.alerting.measuring import measure
from workers.services.delivering.breaking import read_breaker


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
    """Return the present figures; as many queries whatever there is to count, and two questions to the broker."""
    registry = CollectorRegistry()
    measure_mails(registry)
    measure_reports(registry)
    measure_queues(registry)
    measure_webhooks(registry)
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


def measure_mails(registry: CollectorRegistry) -> None:
    """Tell the mails by state and by purpose, and those of all time by outcome, which outlive their rows."""
    states: Counter[str] = Counter()
    purposes = Gauge(
        "kompetensplan_deliveries_by_purpose",
        "Deliveries by purpose and state",
        ["purpose", "state"],
        registry=registry,
    )
    rows = Delivery.objects.order_by("purpose", "state").values_list("purpose", "state")
    for purpose, state, number in rows.annotate(number=Count("pk")):
        purposes.labels(purpose, state).set(number)
        states[state] += number
    deliveries = Gauge("kompetensplan_deliveries", "Deliveries by state", ["state"], registry=registry)
    for state in DeliveryState.values:
        deliveries.labels(state).set(states[state])
    ever = Gauge("kompetensplan_mails_ever", "Mails ever, by outcome", ["outcome"], registry=registry)
    for outcome, number in (
        DailyCount.objects.order_by("outcome").values_list("outcome").annotate(Sum("count"))
    ):
        ever.labels(outcome).set(number)


def measure_reports(registry: CollectorRegistry) -> None:
    """Tell what came back by mail, by sort, and how many addresses are suppressed, by reason."""
    reports = Gauge(
        "kompetensplan_reports_ever", "Mails that came back, by sort", ["sort"], registry=registry
    )
    for sort, number in ReportCount.objects.order_by("sort").values_list("sort").annotate(Sum("count")):
        reports.labels(sort).set(number)
    addresses = Gauge(
        "kompetensplan_suppressed", "Suppressed addresses, by reason", ["reason"], registry=registry
    )
    for reason, number in Suppression.objects.order_by("reason").values_list("reason").annotate(Count("pk")):
        addresses.labels(reason).set(number)


def measure_queues(registry: CollectorRegistry) -> None:
    """Tell how long the oldest due row of each queue has waited, whether it stands still, and how the breaker stands."""
    now = timezone.now()
    oldest = Gauge(
        "kompetensplan_oldest_due_seconds", "Age of the oldest row that is due", ["queue"], registry=registry
    )
    still = Gauge("kompetensplan_queue_stands_still", "Whether an alarm is due", ["queue"], registry=registry)
    tries = Gauge(
        "kompetensplan_due_tries",
        "How often the oldest due turn was begun, which is once or twice unless something breaks it off",
        ["queue"],
        registry=registry,
    )
    for standing in measure(now):
        tries.labels(standing.queue).set(standing.tries)
        oldest.labels(standing.queue).set(standing.age(now))
        still.labels(standing.queue).set(standing.stands_still(now))
    breaker = Gauge("kompetensplan_mail_breaker_open", "Whether our server refuses us", registry=registry)
    breaker.set(read_breaker().is_open)


def measure_webhooks(registry: CollectorRegistry) -> None:
    """Tell the posts of webhooks by state, and the webhooks by theirs."""
    posts = Gauge("kompetensplan_webhook_posts", "Posts of webhooks by state", ["state"], registry=registry)
    counted = dict(WebhookPost.objects.order_by("state").values_list("state").annotate(Count("pk")))
    for state in PostState.values:
        posts.labels(state).set(counted.get(state, 0))
    endpoints = Gauge("kompetensplan_webhooks", "Webhooks by state", ["state"], registry=registry)
    there = dict(WebhookEndpoint.objects.order_by("state").values_list("state").annotate(Count("pk")))
    for each in EndpointState.values:
        endpoints.labels(each).set(there.get(each, 0))
