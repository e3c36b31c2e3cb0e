"""Compares the requests of a state with what the visitor has allowed."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from consent.audit.declared import Policy
from consent.audit.findings import Finding
from consent.audit.sightings import Crawl, Visit, host_of
from consent.audit.states import State

GATES = "/consent/"
EMBEDS = "/consent/embed/"
STATISTICS = "statistics"
COUNTING = ("/consent/statistics.js", "/consent/hit/")
NETWORK = ("http", "https", "ws", "wss")
NO_CONTENT, OK = 204, 200


def compare_requests(crawl: Crawl, state: State, policy: Policy, site: str) -> Iterator[Finding]:
    """Yield every request, gate and connection that this state does not allow, each once for a page."""
    for visit in crawl.visits:
        page = visit.place.path
        for url in dict.fromkeys(visit.requests):
            for code, detail in judge(url, visit, state, policy, site):
                yield Finding(code, state.name, page, detail)
        yield from find_shut_gates(visit, state, policy, site)
    for url in dict.fromkeys(crawl.strays):
        for code, detail in judge(url, None, state, policy, site):
            yield Finding(code, state.name, detail=detail)
    yield from find_connections(crawl, state, policy, site)
    expected = OK if state.allows(STATISTICS, policy) else NO_CONTENT
    if crawl.statistics not in {expected, 0}:
        detail = {"what": str(crawl.statistics), "who": str(expected)}
        yield Finding("gate.statistics", state.name, COUNTING[0], detail)


def judge(
    url: str, visit: Visit | None, state: State, policy: Policy, site: str
) -> Iterable[tuple[str, dict[str, str]]]:
    """Return what is wrong with one request, if anything: (code, details)."""
    parts = urlsplit(url)
    if parts.scheme not in NETWORK:
        return []
    if f"{parts.scheme}://{parts.netloc}" == site:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return [] if may_ask(path, visit, state, policy) else [("gate.refused", {"what": parts.path})]
    service = policy.find_service(host_of(url))
    if service is None:
        return [("request.undeclared", {"what": url})]
    if not state.allows_service(service, policy):
        return [("request.refused", {"what": url, "who": service.label})]
    return []


def may_ask(path: str, visit: Visit | None, state: State, policy: Policy) -> bool:
    """Tell whether a page may ask an address of its own site in this state."""
    if not path.startswith(GATES):
        return True
    if path.startswith(COUNTING):
        return state.allows(STATISTICS, policy)
    if visit is None:
        return False
    if visit.place.path == path:
        return True
    return any(
        path.split("?", maxsplit=1)[0] == gate.address.split("?")[0] and state.allows(gate.category, policy)
        for gate in visit.place.gates
    )


def find_shut_gates(visit: Visit, state: State, policy: Policy, site: str) -> Iterator[Finding]:
    """Yield the gates that the page did not open though it may: what is not opened cannot be audited."""
    asked = {url.removeprefix(site).split("?")[0] for url in visit.requests}
    for gate in visit.place.gates:
        if state.allows(gate.category, policy) and gate.address.split("?")[0] not in asked:
            yield Finding("gate.shut", state.name, visit.place.path, {"what": gate.address})


def find_connections(crawl: Crawl, state: State, policy: Policy, site: str) -> Iterator[Finding]:
    """Yield the hosts that were connected to without a request that has been judged already."""
    judged = {host_of(url) for visit in crawl.visits for url in visit.requests}
    judged |= {host_of(url) for url in crawl.strays} | {host_of(site)}
    for host in sorted(crawl.connected - judged):
        service = policy.find_service(host)
        if service is None or not state.allows_service(service, policy):
            yield Finding("request.connected", state.name, detail={"what": host})
