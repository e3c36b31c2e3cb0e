"""Finds out whether refusals are the recipients' own: the server is asked for others, whom it took mail for lately.

Asked, and no more: RCPT and then RSET. One address may have been closed since, so of a domain two are asked. A
server that no longer relays for us still takes what is its own: what other domains say counts only where they
are two, and never against a refusal that speaks of relaying.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from workers.answers import Outcome
from workers.mail import Carrier
from workers.models import Delivery, DeliveryState
from workers.services.messages.addressing import address

LATELY = timedelta(days=30)
LOOKED_AT = 200
MOST_OF_A_DOMAIN = 2
MOST_OTHERS = 2
RELAYING = re.compile(r"relay", re.IGNORECASE)


def are_theirs(connect: Callable[[], Carrier], refused: list[tuple[Delivery, Outcome]]) -> bool:
    """Tell whether the server takes mail from us to others now, so that these were refused for their own sake.

    False also when nobody is known whom it took mail for, and where the answers differ. Raises `CarrierDown`.
    """
    addresses = {address(delivery) or "" for delivery, _ in refused}
    domains = {read_domain(each) for each in addresses}
    witnesses = find_witnesses(domains, addresses)
    for candidates in witnesses.values():
        if not any(connect().takes(candidate) for candidate in candidates):
            return False
    if domains <= set(witnesses):
        return True
    if any(RELAYING.search(outcome.detail) for _, outcome in refused):
        return False
    return len(witnesses) > 1


def find_witnesses(domains: set[str], refused: set[str]) -> dict[str, list[str]]:
    """Return whom to ask for, by domain: those of the refused themselves, and the two that last took a mail.

    Administrators and editors are asked for where they are in a domain of the refused. One query.
    """
    sent = Delivery.objects.filter(state=DeliveryState.SENT, finished_at__gt=timezone.now() - LATELY)
    there = sent.filter(subscriber__ended_at=None)
    latest = there.select_related("subscriber", "letter").order_by("-pk")[:LOOKED_AT]
    ours = [settings.ADMINS_EMAIL, settings.EDITORS_EMAIL]
    own = [each for each in ours if read_domain(each) in domains]
    found: dict[str, list[str]] = defaultdict(list)
    for candidate in [*filter(None, map(address, latest)), *own]:
        known = found[read_domain(candidate)]
        if candidate not in refused and candidate not in known and len(known) < MOST_OF_A_DOMAIN:
            known.append(candidate)
    others = [each for each in found if each not in domains and found[each]][:MOST_OTHERS]
    return {domain: found[domain] for domain in [*sorted(domains), *others] if found.get(domain)}


def read_domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
