"""The states that a visitor can be in, and what each lets happen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from consent.audit.declared import Item, Policy, Service

Entry = Literal["nothing", "refuse", "choose", "accept", "withdraw", "signal", "plant"]

COOKIE = "cookie_consent"


@dataclass(frozen=True, slots=True)
class State:
    """One state: how it is entered, and which categories it grants.

    `planted` is the value of the consent cookie where the state is entered with one.
    """

    name: str
    entry: Entry
    granted: frozenset[str] = frozenset()
    is_asked: bool = False
    planted: str = ""

    def allows(self, category: str, policy: Policy) -> bool:
        """Tell whether a category may do what it does."""
        return category in policy.required or category in self.granted

    def allows_service(self, service: Service, policy: Policy) -> bool:
        """Tell whether somebody else may be asked: only after a yes, whatever is declared to be necessary."""
        return service.category not in policy.required and service.category in self.granted

    def allows_item(self, item: Item, policy: Policy) -> bool:
        """Tell whether something may be kept; for another host only after a yes."""
        return item.category in self.granted if item.host else self.allows(item.category, policy)

    @property
    def has_decided(self) -> bool:
        """Tell whether the visitor has a consent cookie of their own making."""
        return self.entry not in {"nothing", "signal", "plant"}


def list_states(policy: Policy, now: datetime | None = None) -> list[State]:
    """Return every state: none, refused, each category alone, all, withdrawn, signal and two that are stale."""
    today = (now or datetime.now(UTC)).replace(microsecond=0)
    every = frozenset(policy.optional)
    return [
        State("none", "nothing", is_asked=True),
        State("refused", "refuse"),
        *(State(name, "choose", frozenset({name})) for name in policy.optional),
        State("all", "accept", every),
        State("withdrawn", "withdraw"),
        State("signal", "signal"),
        State("stale-revision", "plant", is_asked=True, planted=write_cookie(_age(policy), today)),
        State(
            "stale-decision",
            "plant",
            is_asked=True,
            planted=write_cookie(
                [(name, policy.categories[name]) for name in policy.optional],
                today - timedelta(days=policy.lifetime_days + 1),
            ),
        ),
    ]


def write_cookie(pairs: Iterable[tuple[str, str]], decided: datetime) -> str:
    """Return a consent cookie as the site writes it: quoted, with the time of decision first."""
    return '"' + "|".join(f"{key}={value}" for key, value in [("decided", decided.isoformat()), *pairs]) + '"'


def _age(policy: Policy) -> Iterable[tuple[str, str]]:
    """Yield a yes to each category, under a revision of the day before the published one."""
    for name in policy.optional:
        published = datetime.fromisoformat(policy.categories[name])
        yield name, (published - timedelta(days=1)).isoformat()
        yield from (
            (f"service.{service.name}", (published - timedelta(days=1)).isoformat())
            for service in policy.services
            if service.category == name
        )
