"""Turns endpoints off and on; when we do it ourselves, who looks after the endpoint gets a mail."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.models import (
    EndpointState,
    Letter,
    PostState,
    Purpose,
    WebhookEndpoint,
    WebhookPost,
)
from workers.services.subscribing.writing import write
from workers.services.suppressing.listing import find_suppression
from workers.services.webhooks.exchanging import Answer

LETTERS_PER_MINUTE = 1000


@transaction.atomic
def turn_off(pk: int, state: EndpointState = EndpointState.OFF) -> bool:
    """Turn an endpoint off, and stop what waits for it; False when it was off already."""
    now = timezone.now()
    changed = WebhookEndpoint.objects.on().filter(pk=pk)
    if not changed.update(state=state, state_since=now, leased_by=None):
        return False
    waiting = WebhookPost.objects.filter(endpoint=pk, state=PostState.WAITING)
    waiting.update(state=PostState.STOPPED, finished_at=now)
    return True


def turn_on(pk: int) -> bool:
    """Turn an endpoint on; what it missed meanwhile, and what was stopped, is not posted by itself."""
    now = timezone.now()
    changed = WebhookEndpoint.objects.exclude(state=EndpointState.ON).filter(pk=pk)
    return bool(
        changed.update(
            state=EndpointState.ON, state_since=now, failing_since=None, leased_by=None, next_turn_at=now
        )
    )


def give_up_on(pk: int, state: EndpointState, answer: Answer) -> None:
    """Turn an endpoint off because of its answers, and tell who looks after it.

    Administrators are told in the place of somebody whose address is on the list of the suppressed.
    """
    if not turn_off(pk, state):
        return
    endpoint = WebhookEndpoint.objects.get(pk=pk)
    content = {
        "pk": endpoint.pk,
        "name": endpoint.name,
        "host": endpoint.host,
        "state": state.value,
        "since": endpoint.failing_since.isoformat() if endpoint.failing_since else "",
        "problem": answer.problem.value if answer.problem else "",
        "status": answer.status,
    }
    letter = Letter(recipient=find_recipient(endpoint), content=content)
    write(Purpose.WEBHOOK_DISABLED, endpoint.owner_language, letter, LETTERS_PER_MINUTE)


def find_recipient(endpoint: WebhookEndpoint) -> str:
    """Return the address that hears of a webhook: its owner's, if there is one that takes our mail."""
    silent = not endpoint.owner_email or takes_no_mail(endpoint)
    return settings.ADMINS_EMAIL if silent else endpoint.owner_email


def takes_no_mail(endpoint: WebhookEndpoint) -> bool:
    """Tell whether who looks after a webhook is on the list of those whom nothing is sent to."""
    return bool(endpoint.owner_email) and find_suppression(endpoint.owner_email) is not None
