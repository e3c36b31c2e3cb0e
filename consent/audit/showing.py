"""Compares each page with what it must be in every state: constant, honest about the choice, and bilingual."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from consent.audit.declared import Policy
from consent.audit.findings import Finding
from consent.audit.places import DESK, GATE, SETTINGS
from consent.audit.sightings import Crawl, Visit
from consent.audit.states import State

POLICY = "content-security-policy"
# What a proxy or the clock decides, and no visitor.
CHANGING = frozenset(
    {"date", "age", "x-request-id", "connection", "keep-alive", "transfer-encoding", "set-cookie"}
)
FOREIGN = re.compile(r"[a-z]+:|\*|\.|unsafe", re.IGNORECASE)


def compare_pages(crawl: Crawl, state: State, policy: Policy) -> Iterator[Finding]:
    """Yield what is wrong with the pages of one state, looked at one by one."""
    if crawl.entered:
        yield Finding("state.unentered", state.name, detail={"what": crawl.entered})
    for visit in crawl.visits:
        page = visit.place.path
        if visit.trouble:
            yield Finding("page.trouble", state.name, page, {"what": visit.trouble})
            continue
        for code, detail in look(visit, state, policy):
            yield Finding(code, state.name, page, detail)


def look(visit: Visit, state: State, policy: Policy) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is wrong with one page: (code, details)."""
    place = visit.place
    if visit.status != place.status:
        yield "page.status", {"seen": str(visit.status), "declared": str(place.status)}
    if place.kind == DESK:
        return
    if "set-cookie" in visit.headers:
        yield "page.cookie", {"what": visit.headers["set-cookie"].split("=")[0]}
    if "cookie" in visit.headers.get("vary", "").lower():
        yield "page.varies", {"what": visit.headers["vary"]}
    if place.kind == GATE:
        yield from look_at_gate(visit, state, policy)
        return
    yield from look_at_links(visit)
    if visit.banner == "missing":
        yield "banner.missing", {}
    elif (visit.banner == "shown") != state.is_asked:
        yield f"banner.{visit.banner}", {}
    elif state.is_asked:
        reason = weigh(visit, policy)
        if reason:
            yield "banner.answers", {"what": reason}


def look_at_gate(visit: Visit, state: State, policy: Policy) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the hosts that a gate's own policy lets in though the visitor has not."""
    sources = [
        source for found in read_directives(visit.headers.get(POLICY, "")).values() for source in found
    ]
    named = {source.split("://")[-1].split("/")[0] for source in sources}
    allowed = {
        host for service in policy.services if state.allows_service(service, policy) for host in service.hosts
    }
    for host in sorted(named & {host for service in policy.services for host in service.hosts} - allowed):
        yield "page.policy", {"what": host}


def look_at_links(visit: Visit) -> Iterator[tuple[str, dict[str, str]]]:
    language = visit.place.language
    wanted = {SETTINGS[language]} if language else set(SETTINGS.values())
    if not wanted & visit.links:
        yield "page.settings", {"what": ", ".join(sorted(wanted))}
    if language and visit.language != language:
        yield "page.language", {"seen": visit.language, "declared": language}


def weigh(visit: Visit, policy: Policy) -> str:
    """Return why the banner's answers do not weigh the same, or nothing."""
    optional = frozenset(policy.optional)
    sent = [answer & optional for answer in visit.answers]
    if sent != [frozenset(), optional]:
        return " / ".join(", ".join(sorted(names)) or "-" for names in sent) or "-"
    return "; ".join(visit.unlike)


def compare_over_states(crawls: Iterable[Crawl]) -> Iterator[Finding]:
    """Yield the pages that differ between states, and those whose policy differs from all others'."""
    visits = [
        (crawl.state, visit)
        for crawl in crawls
        for visit in crawl.visits
        if visit.place.is_public_page and not visit.trouble
    ]
    first: dict[str, Visit] = {}
    for state, visit in visits:
        known = first.setdefault(visit.place.path, visit)
        unlike = "" if known is visit else find_difference(known, visit)
        if unlike:
            yield Finding("page.differs", state, visit.place.path, {"what": unlike})
    yield from compare_policies(visits)


def find_difference(one: Visit, other: Visit) -> str:
    """Return what differs between two answers: headers by name, or the body."""
    names = sorted({*one.headers, *other.headers} - CHANGING)
    unlike = [name for name in names if one.headers.get(name) != other.headers.get(name)]
    return ", ".join([*unlike, *(["body"] if one.digest != other.digest else [])])


def compare_policies(visits: list[tuple[str, Visit]]) -> Iterator[Finding]:
    """Yield each page whose policy is missing, opens itself to others, or is not the one that most pages have."""
    policies = Counter(visit.headers.get(POLICY, "") for _, visit in visits)
    usual = policies.most_common(1)[0][0] if policies else ""
    fault = find_fault(usual)
    told: set[str] = set()
    for state, visit in visits:
        own = visit.headers.get(POLICY, "")
        reason = fault if own == usual else find_fault(own) or own
        if reason and visit.place.path not in told:
            told.add(visit.place.path)
            yield Finding("page.policy", state, visit.place.path, {"what": reason})


def find_fault(policy: str) -> str:
    """Return what is wrong with a policy by itself: it must begin with nothing and name nobody."""
    directives = read_directives(policy)
    if directives.get("default-src") != ["'none'"]:
        return f"default-src {' '.join(directives.get('default-src', ['-']))}"
    foreign = [
        f"{name} {source}"
        for name, sources in directives.items()
        for source in sources
        if FOREIGN.search(source)
    ]
    return "; ".join(foreign)


def read_directives(policy: str) -> Mapping[str, list[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {part[0]: part[1:] for part in parts}
