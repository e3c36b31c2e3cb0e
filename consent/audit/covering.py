"""Looks from the registry to the crawl: whether it is complete, and whether what it declares exists."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from consent.audit.declared import Item, Policy, find_gaps
from consent.audit.findings import Finding, name_storage
from consent.audit.keeping import fits
from consent.audit.sightings import Crawl, host_of
from consent.audit.states import State

CATEGORIES = ("necessary", "statistics", "third-party")
REQUIRED = frozenset({"necessary"})
LONGEST_DAYS = 182


def check_registry(policy: Policy) -> Iterator[Finding]:
    """Yield what the registry lacks by itself: a category, a text, a lifetime that the law allows."""
    if tuple(policy.categories) != CATEGORIES or policy.required != REQUIRED:
        seen = ", ".join(policy.categories) or "-"
        yield Finding("registry.category", detail={"seen": seen, "declared": ", ".join(CATEGORIES)})
    for place in find_gaps(policy.texts):
        yield Finding("registry.text", detail={"what": place})
    shapes = [shape(answer) for answer in policy.texts.values()]
    if any(one != other for one, other in pairwise(shapes)):
        yield Finding("registry.text", detail={"what": " / ".join(policy.texts)})
    if policy.lifetime_days > LONGEST_DAYS:
        detail = {"seen": str(policy.lifetime_days), "declared": str(LONGEST_DAYS)}
        yield Finding("registry.lifetime", detail=detail)


def shape(value: object) -> object:
    """Return a value without its texts: what must be the same in both languages."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value)


def compare_coverage(
    crawls: Iterable[tuple[State, Crawl]], policy: Policy, site: str, *, with_desk: bool
) -> Iterator[Finding]:
    """Yield what is declared and was never seen where it may be.

    Of our own this is a finding, where the crawl can meet it; of others, and of the desk that was
    not visited, a note: whether a provider sets a cookie depends on what it knows of the browser.
    """
    done = list(crawls)
    for item in policy.items:
        chances = [crawl for state, crawl in done if state.allows_item(item, policy)]
        if chances and not any(was_seen(item, crawl, host_of(site)) for crawl in chances):
            detail = {"what": f"{name_storage(item.storage)} {item.name}", "who": item.host or host_of(site)}
            is_note = bool(item.host) or (item.is_desk and not with_desk)
            yield Finding("registry.unseen", detail=detail, is_note=is_note)
    asked = {host_of(url) for _, crawl in done for visit in crawl.visits for url in visit.requests}
    for service in policy.services:
        unasked = sorted(service.hosts - asked)
        if unasked and any(state.allows_service(service, policy) for state, _ in done):
            detail = {"what": ", ".join(unasked), "who": service.label}
            yield Finding("registry.unasked", detail=detail, is_note=True)


def was_seen(item: Item, crawl: Crawl, own_host: str) -> bool:
    return any(
        kept.storage == item.storage and item.names(kept.name) and fits(item, kept, own_host)
        for visit in crawl.visits
        for kept in visit.kept
    )
