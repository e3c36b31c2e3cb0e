"""Writes down what became of an attempt: delivered, tried again, given up, or the endpoint turned off."""

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.models import EndpointState, PostState, Problem, WebhookEndpoint, WebhookPost
from workers.services.webhooks.claiming import Turn
from workers.services.webhooks.disabling import give_up_on
from workers.services.webhooks.exchanging import Answer

# Standard Webhooks' own schedule, in seconds: ten attempts in a little over three days.
DELAYS = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
TRIED_ENOUGH = 4
LONGEST_RETRY_AFTER = 86400.0
LONGEST_REST = 3600.0
SHORTEST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
OVERLOADED = (429, 503)
MOST_TRIES = 20
UNREACHABLE = (Problem.LOOKUP, Problem.PRIVATE, Problem.CONNECTION, Problem.TLS, Problem.SILENCE)


@transaction.atomic
def judge(turn: Turn, answer: Answer) -> str:
    """Write down an answer and hand the turn back; return one word for what became of the message.

    Who lost the turn (the lease ended, or an editor turned the endpoint off) writes only a success.
    """
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=turn.endpoint.pk).first()
    if endpoint is None:
        return "lost"
    held = endpoint.leased_by == turn.holder
    now = timezone.now()
    if answer.problem is None:
        return succeed(turn, answer, now, held=held)
    if not held:
        return "lost"
    return fail(turn, endpoint, answer, now)


def succeed(turn: Turn, answer: Answer, now: datetime, *, held: bool) -> str:
    endpoints = WebhookEndpoint.objects.filter(pk=turn.endpoint.pk)
    endpoints.update(failing_since=None, succeeded_at=now)
    if held:
        endpoints.update(leased_by=None, next_turn_at=now)
    write(turn, answer, now, state=PostState.DELIVERED, finished_at=now)
    return "delivered"


def fail(turn: Turn, endpoint: WebhookEndpoint, answer: Answer, now: datetime) -> str:
    """Plan the next attempt, or give the message up; after days of failures turn the endpoint off."""
    attempts = turn.post.attempts + 1
    since = endpoint.failing_since or now
    ours = answer.problem == Problem.OURS
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        leased_by=None,
        failing_since=endpoint.failing_since if ours else since,
        next_turn_at=now + timedelta(seconds=rest(answer, now - since)),
    )
    if attempts > len(DELAYS):
        write(turn, answer, now, state=PostState.FAILED, finished_at=now)
    else:
        wait = max(DELAYS[attempts - 1] * jitter(), min(answer.retry_after or 0, LONGEST_RETRY_AFTER))
        write(turn, answer, now, next_attempt_at=now + timedelta(seconds=wait))
    if answer.problem == Problem.GONE:
        give_up_on(endpoint.pk, EndpointState.GONE, answer)
        return "gone"
    if not ours and attempts >= TRIED_ENOUGH and now - since >= timedelta(days=settings.WEBHOOK_FAILING_DAYS):
        give_up_on(endpoint.pk, EndpointState.FAILING, answer)
        return "failing"
    return "retry" if attempts <= len(DELAYS) else "failed"


def rest(answer: Answer, failing: timedelta) -> float:
    """Return for how many seconds an endpoint that cannot be reached is left alone, with all its messages.

    A tenth of the time that it has been failing: each of a hundred messages need not wait 15 seconds
    for silence. A refusal is about one message, and the next one may be taken.
    """
    pause = 0.0
    if answer.problem in UNREACHABLE:
        pause = min(max(failing.total_seconds() / 10, SHORTEST_PAUSE), LONGEST_PAUSE)
    if answer.status in OVERLOADED:
        pause = max(SHORTEST_PAUSE, min(answer.retry_after or 0, LONGEST_REST))
    return pause


def write(turn: Turn, answer: Answer, now: datetime, **further: object) -> None:
    """Keep the answer of a message that was not delivered before, beside those of the last attempts."""
    problem = answer.problem.value if answer.problem else ""
    tries = [*turn.post.tries, [now.isoformat(), answer.status, problem]]
    rows = WebhookPost.objects.filter(pk=turn.post.pk).exclude(state=PostState.DELIVERED)
    rows.update(
        attempts=turn.post.attempts + 1,
        attempted_at=now,
        status=answer.status,
        problem=problem,
        answer=answer.beginning,
        tries=tries[-MOST_TRIES:],
        **further,
    )


def jitter() -> float:
    """A factor of one, give or take a fifth, so that those who failed together do not return together."""
    return random.uniform(0.8, 1.2)  # noqa: S311  it spreads load and guards nothing
