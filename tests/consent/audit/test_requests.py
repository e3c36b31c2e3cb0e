"""What a page may ask for follows from the state and the registry, and from nothing else."""

import pytest

from consent.audit.asking import compare_requests
from consent.audit.sightings import Crawl
from tests.consent.audit.seen import (
    FILM,
    FILM_PAGE,
    GATE,
    PAGE,
    SITE,
    category,
    crawl,
    describe,
    policy,
    state,
    visit,
)


def find(seen: Crawl, name: str) -> list[str]:
    return [finding.code for finding in compare_requests(seen, state(name), policy(), SITE)]


def opened(url: str) -> Crawl:
    return crawl(visit(PAGE, requests=[SITE + "/sv/sidan/", url]))


@pytest.mark.parametrize("name", ["none", "refused", "all", "signal", "stale-decision"])
def test_what_is_the_site_s_own_may_be_asked_in_every_state(name: str) -> None:
    assert find(opened(f"{SITE}/static/site.css"), name) == []
    assert find(opened("data:image/png;base64,AA"), name) == []


@pytest.mark.parametrize("name", ["none", "all"])
@pytest.mark.parametrize(
    "url", ["https://tracker.example/x.gif", "wss://tracker.example/", "http://127.0.0.1:9/"]
)
def test_a_host_that_is_not_declared_is_found_in_every_state(name: str, url: str) -> None:
    assert find(opened(url), name) == ["request.undeclared"]


def test_a_subdomain_of_a_declared_host_is_not_declared() -> None:
    assert find(opened(f"https://ads.{FILM}/"), "all") == ["request.undeclared"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none", ["request.refused"]), ("refused", ["request.refused"]), ("statistics", ["request.refused"]),
        ("third-party", []), ("all", []), ("withdrawn", ["request.refused"]), ("signal", ["request.refused"]),
        ("stale-revision", ["request.refused"]), ("stale-decision", ["request.refused"]),
    ],
)  # fmt: skip
def test_a_service_may_be_asked_only_where_its_category_is_allowed(name: str, expected: list[str]) -> None:
    assert find(opened(f"https://{FILM}/player"), name) == expected


@pytest.mark.parametrize("name", ["none", "refused", "all"])
def test_nobody_else_is_necessary(name: str) -> None:
    films = describe()["categories"][-1]["services"]
    declared = policy(necessary=category("necessary", services=films), third_party=category("third-party"))
    found = compare_requests(opened(f"https://{FILM}/player"), state(name), declared, SITE)
    assert [finding.code for finding in found] == ["request.refused"]


@pytest.mark.parametrize("path", ["/consent/statistics.js", "/consent/hit/"])
def test_counting_is_asked_only_with_consent_to_statistics(path: str) -> None:
    assert find(opened(SITE + path), "none") == ["gate.refused"]
    assert find(opened(SITE + path), "third-party") == ["gate.refused"]
    assert find(opened(SITE + path), "statistics") == []


def test_a_gate_is_asked_only_by_its_own_page_and_only_when_allowed() -> None:
    asked = [SITE + GATE.address]
    assert find(crawl(visit(FILM_PAGE, requests=asked)), "refused") == ["gate.refused"]
    assert find(crawl(visit(FILM_PAGE, requests=asked)), "all") == []
    assert find(crawl(visit(PAGE, requests=asked)), "all") == ["gate.refused"]


def test_an_allowed_gate_that_stays_shut_is_found() -> None:
    assert find(crawl(visit(FILM_PAGE)), "all") == ["gate.shut"]


def test_a_worker_s_request_is_judged_though_it_belongs_to_no_page() -> None:
    assert find(crawl(strays=["https://tracker.example/"]), "all") == ["request.undeclared"]
    assert find(crawl(strays=[f"{SITE}/consent/hit/"]), "refused") == ["gate.refused"]


def test_a_connection_without_a_request_is_found_where_nothing_may_load() -> None:
    hinted = crawl(connected=frozenset({FILM}))
    assert find(hinted, "none") == ["request.connected"]
    assert find(hinted, "all") == []
    assert find(crawl(connected=frozenset({"fonts.example"})), "all") == ["request.connected"]


def test_a_connection_whose_request_was_judged_is_told_once() -> None:
    both = crawl(visit(requests=[f"https://{FILM}/"]), connected=frozenset({FILM}))
    assert find(both, "none") == ["request.refused"]


@pytest.mark.parametrize(("name", "status"), [("none", 200), ("statistics", 204)])
def test_a_statistics_gate_that_answers_wrongly_is_found(name: str, status: int) -> None:
    assert find(crawl(statistics=status), name) == ["gate.statistics"]
    assert find(crawl(statistics={200: 204, 204: 200}[status]), name) == []
