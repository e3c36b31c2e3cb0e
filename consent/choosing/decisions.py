"""A visitor's decision, read from their cookie and from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from cookie_consent.util import get_cookie_dict_from_request
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from consent.categories import CATEGORIES, NECESSARY, OPTIONAL
from consent.registry.providers import PROVIDERS
from consent.registry.publishing import read_revisions

State = Literal["granted", "refused", "undecided"]

DECIDED = "decided"
SERVICE = "service."
REFUSED = "-1"
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one visitor chose; `decided_at` is in UTC, None when there is no valid choice."""

    states: Mapping[str, State]
    services: frozenset[str]
    decided_at: datetime | None

    def grants(self, category: str) -> bool:
        """Tell whether the category is necessary or was said yes to."""
        return category == NECESSARY.name or self.states.get(category) == "granted"

    def grants_service(self, provider: str) -> bool:
        """Tell whether one provider may load: by its category or by its own name."""
        known = PROVIDERS.get(provider)
        return known is not None and (provider in self.services or self.grants(known.category.name))

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


def read_decision(request: HttpRequest, revisions: Mapping[str, str] | None = None) -> Decision:
    """Return the visitor's decision; what is stale, forged or damaged is no decision.

    A value grants only if it is exactly the current revision of its category. With `Sec-GPC: 1`
    an undecided category counts as refused. One query, or none when `revisions` is given.
    """
    found = get_cookie_dict_from_request(request)
    decided_at = parse_time(found.get(DECIDED, ""))
    signal: State = "refused" if request.headers.get("Sec-GPC") == "1" else "undecided"
    if decided_at is None:
        return Decision(dict.fromkeys(OPTIONAL, signal), frozenset(), None)
    current = read_revisions() if revisions is None else revisions
    states = {name: _read_state(found.get(name), current.get(name), signal) for name in OPTIONAL}
    services = frozenset(
        name
        for name, provider in PROVIDERS.items()
        if _read_state(found.get(SERVICE + name), current.get(provider.category.name), signal) == "granted"
    )
    return Decision(states, services, decided_at)


def granted(request: HttpRequest, category: str) -> bool:
    """Tell whether this visitor said yes to a category. One query."""
    return category == NECESSARY.name or read_decision(request).grants(category)


def granted_service(request: HttpRequest, provider: str) -> bool:
    """Tell whether this visitor lets one provider load. One query."""
    return read_decision(request).grants_service(provider)


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


def _read_state(value: str | None, revision: str | None, otherwise: State) -> State:
    if value == REFUSED:
        return "refused"
    return "granted" if value and value == revision else otherwise
