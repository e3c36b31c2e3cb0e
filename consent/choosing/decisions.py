"""A visitor's decision, read from their cookie and from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from cookie_consent.util import get_cookie_dict_from_request
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from consent.categories import CATEGORIES, NECESSARY, OPTIONAL
from consent.registry.published import Policy, Term, read_current

State = Literal["granted", "refused", "undecided"]

DECIDED = "decided"
SERVICE = "service."
REFUSED = "-1"
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one visitor chose under a policy; `decided_at` is in UTC, None when there is no valid choice."""

    states: Mapping[str, State]
    services: frozenset[str]
    decided_at: datetime | None
    policy: Policy = field(repr=False, compare=False)

    def grants(self, category: str) -> bool:
        """Tell whether the category is necessary or was said yes to."""
        return category == NECESSARY.name or self.states.get(category) == "granted"

    def grants_service(self, name: str) -> bool:
        """Tell whether one service may load: by a yes to its category or to itself. None is necessary."""
        service = self.policy.services.get(name)
        return service is not None and (
            name in self.services or self.states.get(service.category) == "granted"
        )

    @property
    def choices(self) -> dict[str, bool]:
        """The whole choice by category."""
        return {category.name: self.grants(category.name) for category in CATEGORIES}

    def as_evidence(self) -> dict[str, Any]:
        """Return what was chosen, without when: each category's state, and the single services."""
        return {**self.states, "services": sorted(self.services)}

    @property
    def expires_at(self) -> datetime | None:
        return self.decided_at and self.decided_at + lifetime()


def lifetime() -> timedelta:
    """Return how long a decision holds: 182 days."""
    return timedelta(seconds=settings.COOKIE_CONSENT_MAX_AGE)


def read_decision(
    request: HttpRequest, policy: Policy | None = None, *, heed_signal: bool = True
) -> Decision:
    """Return the visitor's decision; what is stale, forged or damaged is no decision.

    With `Sec-GPC: 1` an undecided category counts as refused, unless only what was chosen is asked for
    (`heed_signal`). One query, none when `policy` is given.
    """
    signal: State = "refused" if heed_signal and request.headers.get("Sec-GPC") == "1" else "undecided"
    return decide(get_cookie_dict_from_request(request), policy or read_current(), signal)


def decide(found: Mapping[str, str], policy: Policy, otherwise: State = "undecided") -> Decision:
    """Return what a cookie's keys and values decide under a policy; `otherwise` where they decide nothing.

    A yes is exactly the revision of its category; a no was said since a purpose last became new.
    """
    decided_at = parse_time(found.get(DECIDED, ""))
    if decided_at is None:
        return Decision(dict.fromkeys(OPTIONAL, otherwise), frozenset(), None, policy)
    states = {
        name: _read_state(found.get(name), decided_at, policy.terms.get(name), otherwise) for name in OPTIONAL
    }
    services = frozenset(
        name
        for name, service in policy.services.items()
        if _read_state(found.get(SERVICE + name), decided_at, policy.terms.get(service.category), otherwise)
        == "granted"
    )
    return Decision(states, services, decided_at, policy)


def granted(request: HttpRequest, category: str) -> bool:
    """Tell whether this visitor said yes to a category. One query."""
    return category == NECESSARY.name or read_decision(request).grants(category)


def parse_time(value: str) -> datetime | None:
    """Return the time of a decision that still holds, else None (unreadable, too old, in the future)."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    if at.tzinfo is None or at.isoformat() != value:
        return None
    now = timezone.now()
    return at.astimezone(UTC) if now - lifetime() < at <= now + CLOCK_SKEW else None


def _read_state(value: str | None, decided_at: datetime, term: Term | None, otherwise: State) -> State:
    if term is None or not value:
        return otherwise
    if value == REFUSED and decided_at >= datetime.fromisoformat(term.purposes):
        return "refused"
    return "granted" if value == term.revision else otherwise
