"""The one way in which a decision is saved: whole, in one cookie, in one answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cookie_consent.util import set_cookie_dict_to_response
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone

from consent.categories import OPTIONAL
from consent.choosing.clearing import expire_refused
from consent.choosing.decisions import DECIDED, REFUSED, SERVICE, Decision, State, read_decision
from consent.evidence.recording import Kept, record_decision
from consent.models import PolicyRevision
from consent.registry.published import Policy, Term, build_policy, read_current, read_policy

NEXT = "next"
SHOWN = "revision"
LONGEST_SHOWN = 32
SERVICE_FIELD = "service"
EMBED, WITHDRAWAL = "embed", "withdrawal"
REPEATED = "receipt"
"""The surface of an equal repeat, which leaves a row only when a receipt is asked for."""
UNDECIDED: Mapping[str, State] = dict.fromkeys(OPTIONAL, "undecided")


class InvalidChoiceError(ValueError):
    """The form holds a field or a value that is not part of a choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a form says: the categories and the single services that get a yes.

    `shown` is the revision of the policy that the form was shown with; empty when the form does not say.
    """

    categories: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A decision as it was written into the cookie, and what became of its evidence (None: an equal repeat)."""

    decision: Decision
    withdrew: bool
    kept: Kept | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's JSON answer."""
        at, until = self.decision.decided_at, self.decision.expires_at
        return {
            "choices": self.decision.choices,
            "services": sorted(self.decision.services),
            "revision": self.decision.policy.value,
            "decided_at": at.isoformat() if at else None,
            "expires_at": until.isoformat() if until else None,
        }


def parse_choice(data: QueryDict, allowed: Iterable[str] = (*OPTIONAL, SERVICE_FIELD, NEXT, SHOWN)) -> Choice:
    """Return what the form chose; raise `InvalidChoiceError` for any other field, value or repetition."""
    if set(data) - set(allowed):
        raise InvalidChoiceError("unknown field")
    for name in (*OPTIONAL, NEXT):
        if len(data.getlist(name)) > 1:
            raise InvalidChoiceError("repeated field")
    if any(data[name] != "on" for name in OPTIONAL if name in data):
        raise InvalidChoiceError("unknown value")
    services, shown = frozenset(data.getlist(SERVICE_FIELD)), parse_shown(data)
    if not services <= read_policy().services.keys() and not services <= list_shown(shown):
        raise InvalidChoiceError("unknown service")
    return Choice(frozenset(name for name in OPTIONAL if name in data), services, shown)


def parse_shown(data: QueryDict) -> str:
    """Return the revision that a form was shown with, nothing when it does not say; `InvalidChoiceError` for none."""
    shown = data.get(SHOWN, "")
    # PostgreSQL takes no NUL in what it is asked.
    if len(data.getlist(SHOWN)) > 1 or len(shown) > LONGEST_SHOWN or not shown.isprintable():
        raise InvalidChoiceError("unknown revision")
    return shown


def list_shown(shown: str) -> frozenset[str]:
    """Return the services that a form of this revision named: one may have gone since."""
    revision = PolicyRevision.objects.filter(value=shown).first() if shown else None
    return frozenset(build_policy(revision).services) if revision else frozenset()


def save_choice(
    request: HttpRequest, response: HttpResponseBase, choice: Choice, surface: str, nonce: str = ""
) -> Saved:
    """Write the whole choice into the response; what the cookie said before it counts no more.

    Of a category that has changed since the form was shown, a yes is no yes: it stays undecided.
    An equal repeat keeps its time of decision, so that no consent outlives its 182 days unrecorded.
    `surface` (banner, settings, withdrawal) goes into the evidence: withdrawal for what takes a yes back,
    and settings for the button that would have, had there been one. With a receipt's `nonce`
    the row commits to it, and an equal repeat leaves a row too. Never raises for a locked database.
    """
    policy = read_current()
    before = read_decision(request, policy, heed_signal=False)
    shown = read_terms(choice.shown, policy)
    states = {name: _decide(policy, shown, name, yes=name in choice.categories) for name in OPTIONAL}
    services = frozenset(
        name
        for name, service in policy.services.items()
        if name in choice.services and _decide(policy, shown, service.category, yes=True) == "granted"
    )
    same = before.states == states and before.services == services
    decided_at = (before.decided_at if same else None) or read_clock(policy)
    return _write(request, response, before, Decision(states, services, decided_at, policy), surface, nonce)


def save_service(request: HttpRequest, response: HttpResponseBase, name: str, shown: str = "") -> Saved:
    """Add one service's grant to what the visitor has already chosen; undecided stays undecided.

    A yes to words that have changed since (`shown`, the revision of the form) grants nothing.
    """
    policy = read_current()
    before = read_decision(request, policy, heed_signal=False)
    added = {name} if knows_today(shown, name, policy) else set()
    decision = Decision(
        states=before.states if before.decided_at else UNDECIDED,
        services=before.services | added,
        decided_at=before.decided_at or read_clock(policy),
        policy=policy,
    )
    return _write(request, response, before, decision, EMBED)


def save_without(request: HttpRequest, response: HttpResponseBase, name: str) -> Saved:
    """Take back one service's grant. A yes to its whole category becomes a yes to each other service in it."""
    policy = read_current()
    before = read_decision(request, policy, heed_signal=False)
    service = policy.services.get(name)
    if service is None or before.decided_at is None:
        return Saved(before, withdrew=False)
    states, services = dict(before.states), set(before.services)
    if states.get(service.category) == "granted":
        states[service.category] = "refused"
        services |= {one.name for one in policy.services.values() if one.category == service.category}
    decision = Decision(states, frozenset(services - {name}), before.decided_at, policy)
    return _write(request, response, before, decision, EMBED)


def read_terms(shown: str, policy: Policy) -> Mapping[str, Term]:
    """Return the terms of the revision that a form was shown with; none for a revision that never was."""
    if shown in {"", policy.value}:
        return policy.terms
    terms = PolicyRevision.objects.filter(value=shown).values_list("terms", flat=True).first()
    return {name: Term(**term) for name, term in (terms or {}).items()}


def knows_today(shown: str, name: str, policy: Policy) -> bool:
    """Tell whether who was shown a revision was told what holds of a service today."""
    service = policy.services.get(name)
    terms = read_terms(shown, policy)
    return service is not None and _decide(policy, terms, service.category, yes=True) == "granted"


def read_clock(policy: Policy) -> datetime:
    """Return now in UTC, in whole seconds, as the cookie keeps it; never before what it answers was asked.

    Two publications within a second give the second one a time that lies ahead.
    """
    asked = [datetime.fromisoformat(term.purposes) for term in policy.terms.values()]
    return max([timezone.now().astimezone(UTC).replace(microsecond=0), *asked])


def encode(decision: Decision) -> dict[str, str]:
    """Return the cookie's keys and values for django-cookie-consent's codec."""
    policy = decision.policy
    pairs = {DECIDED: decision.decided_at.isoformat()} if decision.decided_at else {}
    for name, state in decision.states.items():
        if state != "undecided":
            pairs[name] = policy.terms[name].revision if state == "granted" else REFUSED
    for name in sorted(decision.services):
        pairs[SERVICE + name] = policy.terms[policy.services[name].category].revision
    return pairs


def _decide(policy: Policy, shown: Mapping[str, Term], category: str, *, yes: bool) -> State:
    """Return what an answer to what was shown means for what holds now."""
    then, now = shown.get(category), policy.terms[category]
    if yes:
        return "granted" if then and then.revision == now.revision else "undecided"
    return "refused" if then and then.purposes == now.purposes else "undecided"


def _name_surface(surface: str, *, withdrew: bool) -> str:
    """Return the surface as evidence names it: see `save_choice`. What is done at an embed stays there."""
    if surface == EMBED:
        return EMBED
    return WITHDRAWAL if withdrew else surface.replace(WITHDRAWAL, "settings")


def _write(
    request: HttpRequest,
    response: HttpResponseBase,
    before: Decision,
    decision: Decision,
    surface: str,
    nonce: str = "",
) -> Saved:
    set_cookie_dict_to_response(response, encode(decision))
    expire_refused(request, response, decision, near=request.POST.get(NEXT) or "/")
    withdrew = any(before.grants(name) and not decision.grants(name) for name in OPTIONAL) or any(
        before.grants_service(name) and not decision.grants_service(name) for name in before.policy.services
    )
    kept = None
    if decision != before or nonce:
        said = _name_surface(surface, withdrew=withdrew) if decision != before else REPEATED
        kept = record_decision(decision.as_evidence(), decision.policy.value, said, nonce)
    return Saved(decision, withdrew, kept)
