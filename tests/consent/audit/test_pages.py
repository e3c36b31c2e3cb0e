"""A page is the same for everybody, asks only who has not answered, and weighs both answers alike."""

from typing import Any

import pytest

from consent.audit.findings import MESSAGES
from consent.audit.places import Place
from consent.audit.showing import compare_over_states, compare_pages
from tests.consent.audit.seen import CSP, FILM, GATE, crawl, policy, state, visit

BOTH = (frozenset({"next"}), frozenset({"next", "statistics", "third-party"}))


def find(name: str = "refused", **fields: Any) -> list[str]:
    return [one.code for one in compare_pages(crawl(visit(**fields)), state(name), policy())]


def test_a_page_as_it_should_be_has_no_fault() -> None:
    assert find() == []
    assert find("none", banner="shown", answers=BOTH) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": 500}, "page.status"),
        ({"headers": {"set-cookie": "x=1"}}, "page.cookie"),
        ({"headers": {"vary": "Accept-Encoding, Cookie"}}, "page.varies"),
        ({"links": frozenset()}, "page.settings"),
        ({"links": frozenset({"/en/cookies/"})}, "page.settings"),
        ({"language": "en"}, "page.language"),
        ({"banner": "missing"}, "banner.missing"),
        ({"banner": "shown"}, "banner.shown"),
        ({"trouble": "net::ERR_FAILED"}, "page.trouble"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(fields: dict[str, Any], expected: str) -> None:
    assert find(**fields) == [expected]


@pytest.mark.parametrize("name", ["none", "stale-revision", "stale-decision"])
def test_a_banner_that_hides_from_who_has_not_answered_is_found(name: str) -> None:
    assert find(name) == ["banner.hidden"]


@pytest.mark.parametrize(
    ("answers", "unlike"),
    [((), ()), (BOTH[1:], ()), (BOTH[::-1], ()), ((BOTH[0], BOTH[0]), ()), (BOTH, ("20 by 30", "20 by 40"))],
)
def test_answers_that_do_not_weigh_the_same_are_found(answers: Any, unlike: Any) -> None:
    assert find("none", banner="shown", answers=answers, unlike=unlike) == ["banner.answers"]


def test_a_gate_whose_policy_lets_in_who_is_not_allowed_is_found() -> None:
    gate = visit(
        Place(GATE.address, "gate", (GATE,)),
        headers={"content-security-policy": f"default-src 'none'; frame-src https://{FILM};"},
    )
    for name, expected in (("refused", ["page.policy"]), ("all", [])):
        assert [one.code for one in compare_pages(crawl(gate), state(name), policy())] == expected


@pytest.mark.parametrize(
    "changed", [{"digest": "other"}, {"headers": {"content-security-policy": CSP, "etag": "2"}}]
)
def test_a_page_that_differs_between_states_is_found(changed: dict[str, Any]) -> None:
    crawls = [crawl(visit(), name="none"), crawl(visit(**changed), name="all")]
    assert [(one.code, one.state) for one in compare_over_states(crawls)] == [("page.differs", "all")]


def test_the_date_and_the_gates_may_differ() -> None:
    headers = {"content-security-policy": CSP}
    gate = Place(GATE.address, "gate", (GATE,))
    crawls = [
        crawl(visit(headers={**headers, "date": day}), visit(gate, digest=day), name=day) for day in "ab"
    ]
    assert list(compare_over_states(crawls)) == []


@pytest.mark.parametrize(
    "policy_of_all",
    ["", "script-src 'self'", f"{CSP} https://cdn.example", f"{CSP} 'unsafe-inline'", f"{CSP}; img-src *",
     f"{CSP}; img-src data:"],
)  # fmt: skip
def test_a_policy_that_lets_others_in_is_found_though_it_is_constant(policy_of_all: str) -> None:
    crawls = [crawl(visit(headers={"content-security-policy": policy_of_all}))]
    assert [one.code for one in compare_over_states(crawls)] == ["page.policy"]


def test_a_policy_that_one_page_has_alone_is_found() -> None:
    odd = visit(Place("/sv/annan/", "x"), headers={"content-security-policy": f"{CSP}; img-src 'self'"})
    third = visit(Place("/sv/tredje/", "x"))
    found = list(compare_over_states([crawl(visit(), odd, third)]))
    assert [(one.code, one.page) for one in found] == [("page.policy", "/sv/annan/")]


def test_every_finding_has_words_and_advice() -> None:
    assert all(what and advice for what, advice in MESSAGES.values())
