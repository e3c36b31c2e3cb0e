"""Makes statements: a new one is a decision and leaves evidence, a renewed one says the same again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone, translation

from consent.categories import OPTIONAL
from consent.choosing.decisions import Decision, decide, lifetime
from consent.choosing.saving import encode, read_clock
from consent.evidence.recording import record_decision
from consent.registry.published import Policy, read_current
from consent.statements.asking import Wish
from consent.statements.signing import CHOICE_HOLDS, ONCE_HOLDS, Statement, read_choice, sign

SURFACE = "front end"


class StaleError(Exception):
    """The visitor was shown another revision, or the decision holds no more: the policy must be read again."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A signed statement and what it says; `decision` is empty of choices for one embed shown once."""

    text: str
    decision: Decision
    valid_until: datetime

    def as_dict(self) -> dict[str, Any]:
        """Return the API's answer; `ask` names the categories that the visitor has to be asked about again."""
        at, until = self.decision.decided_at, self.decision.expires_at
        return {
            "statement": self.text,
            "valid_until": self.valid_until.isoformat(),
            "choices": self.decision.choices,
            "services": sorted(self.decision.services),
            "ask": [name for name in OPTIONAL if self.decision.states[name] == "undecided"],
            "revision": self.decision.policy.value,
            "decided_at": at.isoformat() if at else None,
            "expires_at": until.isoformat() if until else None,
        }


def state(wish: Wish, origin: str) -> Stated:
    """Return the statement that a front end asks for; `StaleError` or `NotStatedError` when it cannot be made."""
    policy = read_current()
    if wish.renew:
        return _renew(wish.renew, origin, policy)
    if wish.revision != policy.value:
        raise StaleError
    return _state_once(wish.once, origin, policy) if wish.once else _state_choice(wish, origin, policy)


def _state_choice(wish: Wish, origin: str, policy: Policy) -> Stated:
    decision = Decision(
        states={name: "granted" if name in wish.choice.categories else "refused" for name in OPTIONAL},
        services=wish.choice.services & policy.services.keys(),
        decided_at=read_clock(policy),
        policy=policy,
    )
    with translation.override(wish.language):
        record_decision(decision.as_evidence(), policy.value, SURFACE)
    return _sign(decision, origin)


def _renew(text: str, origin: str, policy: Policy) -> Stated:
    """Say again what still holds of a decision that is at most 182 days old. No evidence: nobody decided."""
    decision = decide(read_choice(text, origin, holds=lifetime()).pairs, policy)
    if decision.decided_at is None:
        raise StaleError
    return _sign(decision, origin)


def _state_once(embed: str, origin: str, policy: Policy) -> Stated:
    return Stated(sign(Statement(origin, {}, embed)), decide({}, policy), _after(ONCE_HOLDS))


def _sign(decision: Decision, origin: str) -> Stated:
    return Stated(sign(Statement(origin, encode(decision))), decision, _after(CHOICE_HOLDS))


def _after(holds: timedelta) -> datetime:
    return timezone.now().astimezone(UTC).replace(microsecond=0) + holds
