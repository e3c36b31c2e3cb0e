"""Compares what the browser keeps with what is declared: name, category, life, place and attributes."""

from collections.abc import Iterator

from consent.audit.declared import Item, Policy
from consent.audit.findings import Finding, name_length, name_storage
from consent.audit.sightings import Crawl, Kept, host_of
from consent.audit.states import State

SLACK_SECONDS = 120
LOG_IN = "sessionid"
Key = tuple[str, str, str, str]


def compare_kept(crawl: Crawl, state: State, policy: Policy, site: str) -> Iterator[Finding]:
    """Yield what is kept and should not be, or not so; once a state, on the page where it was first seen."""
    left = {find_key(kept) for kept in crawl.before}
    for page, kept in collect(crawl).values():
        is_own = kept.host.lstrip(".") == host_of(site)
        if find_key(kept) in left and not is_own:
            detail = {"what": name(kept), "who": kept.host.lstrip(".")}
            yield Finding("kept.left", state.name, page, detail, is_note=True)
        else:
            for code, detail in judge(kept, state, policy, site):
                yield Finding(code, state.name, page, detail)


def find_key(kept: Kept) -> Key:
    return (kept.storage, kept.name, kept.host, kept.path)


def collect(crawl: Crawl) -> dict[Key, tuple[str, Kept]]:
    """Return each entry once: where it was first seen, and as long-lived as it ever was."""
    found: dict[Key, tuple[str, Kept]] = {}
    for visit in crawl.visits:
        for kept in visit.kept:
            key = find_key(kept)
            page, known = found.get(key, (visit.place.path, kept))
            found[key] = (page, max(known, kept, key=lambda one: (one.seconds is None, one.seconds or 0)))
    return found


def fits(item: Item, kept: Kept, own_host: str) -> bool:
    """Tell whether a declaration is for the host where something is kept; a leading dot takes in sub-domains."""
    host = kept.host.lstrip(".")
    if not item.host:
        return host == own_host
    declared = item.host.lstrip(".")
    return host == declared or (item.host.startswith(".") and host.endswith(f".{declared}"))


def judge(kept: Kept, state: State, policy: Policy, site: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is wrong with one entry, by the declaration that suits it best: (code, details)."""
    named = policy.find_items(kept.storage, kept.name)
    told = {"what": name(kept), "who": kept.host.lstrip(".")}
    if not named:
        return [("kept.undeclared", told)]
    placed = [item for item in named if fits(item, kept, host_of(site))]
    if not placed:
        declared = ", ".join(sorted({item.host or host_of(site) for item in named}))
        return [("kept.elsewhere", told | {"seen": kept.host, "declared": declared})]
    return min(
        (
            [(code, told | detail) for code, detail in measure(item, kept, state, policy, site)]
            for item in placed
        ),
        key=len,
    )


def measure(
    item: Item, kept: Kept, state: State, policy: Policy, site: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield where an entry goes beyond its declaration."""
    if not state.allows_item(item, policy):
        yield "kept.refused", {"category": item.category}
    if is_longer(kept, item):
        yield "kept.longer", {"seen": name_length(kept.seconds), "declared": name_length(item.seconds)}
    if kept.storage != "cookie":
        return
    if not kept.path.startswith(item.path):
        yield "kept.elsewhere", {"seen": kept.path, "declared": item.path}
    reasons = [] if item.host else list(find_exposures(kept, site))
    if kept.is_whole_domain and item.host and not item.host.startswith(".") and kept.host[1:] != item.host:
        reasons.append(kept.host)
    if reasons:
        yield "kept.exposed", {"seen": ", ".join(reasons)}


def is_longer(kept: Kept, item: Item) -> bool:
    """Tell whether something outlives its declaration. A script's own clock cannot be seen from outside."""
    if kept.storage != "cookie":
        return kept.seconds is None and item.seconds == 0
    if item.seconds is None:
        return False
    return (kept.seconds or 0) > (item.seconds + SLACK_SECONDS if item.seconds else 0)


def find_exposures(kept: Kept, site: str) -> Iterator[str]:
    """Yield what makes a cookie of our own readable to more than it is for."""
    if kept.is_whole_domain:
        yield f"Domain={kept.host}"
    if kept.same_site not in {"Lax", "Strict"}:
        yield f"SameSite={kept.same_site}"
    if site.startswith("https:") and not kept.secure:
        yield "Secure=False"
    if kept.name == LOG_IN and not kept.http_only:
        yield "HttpOnly=False"


def name(kept: Kept) -> str:
    return f"{name_storage(kept.storage)} {kept.name}"
