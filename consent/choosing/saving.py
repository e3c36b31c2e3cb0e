"""The one way in which a decision is saved: whole, in one cookie, in one answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cookie_consent.models import Cookie
from cookie_consent.util import set_cookie_dict_to_response
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone

from consent.categories import OPTIONAL
from consent.choosing.decisions import DECIDED, REFUSED, SERVICE, Decision, State, read_decision
from consent.evidence.recording import record_decision
from consent.registry.providers import PROVIDERS
from consent.registry.publishing import MARKER, read_revisions

NEXT = "next"
SERVICE_FIELD = "service"
UNDECIDED: Mapping[str, State] = dict.fromkeys(OPTIONAL, "undecided")


class InvalidChoiceError(ValueError):
    """The form holds a field or a value that is not part of a choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a form says: the categories and the single services that get a yes."""

    categories: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Saved:
    """A decision as it was written into the cookie, and the revisions it was made under."""

    decision: Decision
    revisions: Mapping[str, str]
    withdrew: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON answer."""
        at, until = self.decision.decided_at, self.decision.expires_at
        return {
            "choices": self.decision.choices,
            "services": sorted(self.decision.services),
            "revision": max(self.revisions.values(), default=""),
            "decided_at": at.isoformat() if at else None,
            "expires_at": until.isoformat() if until else None,
        }


def parse_choice(data: QueryDict, allowed: Iterable[str] = (*OPTIONAL, SERVICE_FIELD, NEXT)) -> Choice:
    """Return what the form chose; raise `InvalidChoiceError` for any other field, value or repetition."""
    if set(data) - set(allowed):
        raise InvalidChoiceError("unknown field")
    for name in (*OPTIONAL, NEXT):
        if len(data.getlist(name)) > 1:
            raise InvalidChoiceError("repeated field")
    if any(data[name] != "on" for name in OPTIONAL if name in data):
        raise InvalidChoiceError("unknown value")
    services = frozenset(data.getlist(SERVICE_FIELD))
    if not services <= PROVIDERS.keys():
        raise InvalidChoiceError("unknown service")
    return Choice(frozenset(name for name in OPTIONAL if name in data), services)


def save_choice(request: HttpRequest, response: HttpResponseBase, choice: Choice, surface: str) -> Saved:
    """Write the whole choice into the response; what the cookie said before it counts no more.

    An equal repeat keeps its time of decision, so that no consent outlives its 182 days unrecorded.
    `surface` (banner, settings, embed, withdrawal) goes into the evidence. Never raises for a locked database.
    """
    revisions = read_revisions()
    before = read_decision(request, revisions)
    states: dict[str, State] = {
        name: "granted" if name in choice.categories else "refused" for name in OPTIONAL
    }
    same = before.states == states and before.services == choice.services
    decision = Decision(states, choice.services, (before.decided_at if same else None) or read_clock())
    return _write(request, response, before, decision, revisions, surface)


def save_service(request: HttpRequest, response: HttpResponseBase, provider: str) -> Saved:
    """Add one provider's grant to what the visitor has already chosen; undecided stays undecided."""
    revisions = read_revisions()
    before = read_decision(request, revisions)
    decision = Decision(
        states=before.states if before.decided_at else UNDECIDED,
        services=before.services | {provider},
        decided_at=before.decided_at or read_clock(),
    )
    return _write(request, response, before, decision, revisions, "embed")


def read_clock() -> datetime:
    """Return now in UTC, in whole seconds, as the cookie keeps it."""
    return timezone.now().astimezone(UTC).replace(microsecond=0)


def encode(decision: Decision, revisions: Mapping[str, str]) -> dict[str, str]:
    """Return the cookie's keys and values for django-cookie-consent's codec."""
    pairs = {DECIDED: decision.decided_at.isoformat()} if decision.decided_at else {}
    for name, state in decision.states.items():
        if state != "undecided":
            pairs[name] = revisions[name] if state == "granted" else REFUSED
    for name in sorted(decision.services):
        pairs[SERVICE + name] = revisions[PROVIDERS[name].category.name]
    return pairs


def _write(
    request: HttpRequest,
    response: HttpResponseBase,
    before: Decision,
    decision: Decision,
    revisions: Mapping[str, str],
    surface: str,
) -> Saved:
    set_cookie_dict_to_response(response, encode(decision, revisions))
    _expire_refused(request, response, decision)
    if decision != before:
        record_decision(decision.as_evidence(), max(revisions.values(), default=""), surface)
    withdrew = any(before.grants(name) and not decision.grants(name) for name in OPTIONAL) or any(
        before.grants_service(name) and not decision.grants_service(name) for name in PROVIDERS
    )
    return Saved(decision, revisions, withdrew)


def _expire_refused(request: HttpRequest, response: HttpResponseBase, decision: Decision) -> None:
    """Expire our own declared cookies that the browser sent and the visitor does not allow (any more)."""
    refused = [name for name in OPTIONAL if not decision.grants(name)]
    declared = Cookie.objects.filter(cookiegroup__varname__in=refused, domain="").exclude(name=MARKER)
    for cookie in declared.filter(name__in=list(request.COOKIES)):
        response.delete_cookie(cookie.name, path=cookie.path or "/")
