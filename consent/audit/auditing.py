"""The audit as a whole: read the registry, visit every state, compare both ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from consent.audit.asking import compare_requests
from consent.audit.chromium import driving
from consent.audit.covering import check_registry, compare_coverage
from consent.audit.crawling import crawl
from consent.audit.declared import Policy, read_policy
from consent.audit.desk import DESK, crawl_desk
from consent.audit.findings import Finding
from consent.audit.keeping import compare_kept
from consent.audit.places import Plan, find_places, read_places
from consent.audit.showing import compare_over_states, compare_pages
from consent.audit.sightings import Crawl
from consent.audit.states import State, list_states


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person at the terminal asked for; times in seconds. `states` and `paths` empty mean all."""

    site: str
    pages: int = 1
    foreign: str = ""
    settle: float = 1.0
    editor: tuple[str, str] | None = None
    states: Sequence[str] = ()
    paths: Sequence[str] = ()


@dataclass(slots=True)
class Audit:
    """What was visited and what was found."""

    plan: Plan
    states: list[State]
    findings: list[Finding] = field(default_factory=list)
    visits: int = 0

    @property
    def faults(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_note]

    @property
    def notes(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_note]


def audit(wishes: Wishes, tell: Callable[[str], None] = lambda _: None) -> Audit:
    """Audit a running site. Raises `UnreachableError` and `chromium.MissingError`; `tell` gets the progress."""
    policy = read_policy(wishes.site)
    states = choose_states(policy, wishes)
    plan = read_places(wishes.site, wishes.paths) if wishes.paths else find_places(wishes.site, wishes.pages)
    done = Audit(plan, states)
    crawls: list[tuple[State, Crawl]] = []
    with driving() as driver:
        for number, state in enumerate(states, 1):
            begun = f"{number}/{len(states) + bool(wishes.editor)} {state.name}: "
            crawls.append(
                (
                    state,
                    crawl(
                        driver,
                        wishes.site,
                        state,
                        plan,
                        policy.optional,
                        foreign=wishes.foreign,
                        settle=wishes.settle,
                        tell=lambda words, begun=begun: tell(begun + words),  # type: ignore[misc]  # a default binds it now
                    ),
                )
            )
        if wishes.editor:
            tell(f"{len(states) + 1}/{len(states) + 1} {DESK.name}: 1")
            crawls.append(
                (DESK, crawl_desk(driver, wishes.site, wishes.editor, wishes.foreign, wishes.settle))
            )
    done.visits = sum(len(seen.visits) for _, seen in crawls)
    done.findings = compare(crawls, policy, wishes)
    return done


def compare(crawls: Sequence[tuple[State, Crawl]], policy: Policy, wishes: Wishes) -> list[Finding]:
    """Return everything that differs between what was seen and what is declared; needs no browser."""
    found = list(check_registry(policy))
    for state, seen in crawls:
        found += compare_pages(seen, state, policy)
        found += compare_requests(seen, state, policy, wishes.site)
        found += compare_kept(seen, state, policy, wishes.site)
    found += compare_over_states(seen for _, seen in crawls)
    if not wishes.states:
        found += compare_coverage(crawls, policy, wishes.site, with_desk=bool(wishes.editor))
    return found


def choose_states(policy: Policy, wishes: Wishes) -> list[State]:
    """Return the wanted states, in order; raise `LookupError` for one that there is not."""
    every = {state.name: state for state in list_states(policy)}
    unknown = set(wishes.states) - every.keys()
    if unknown:
        raise LookupError(", ".join(sorted(unknown)))
    return [state for name, state in every.items() if not wishes.states or name in wishes.states]
