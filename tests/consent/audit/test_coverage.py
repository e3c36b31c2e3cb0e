"""The registry is complete, and what it declares exists."""

from typing import Any

import pytest

from consent.audit.covering import check_registry, compare_coverage
from consent.audit.declared import build_policy
from consent.audit.sightings import Kept
from tests.consent.audit.seen import FILM, HOST, SITE, category, cookie, crawl, describe, policy, state, visit

MET = [cookie("cookie_consent"), cookie("counted"), cookie("seen", f".{FILM}"), Kept("local", "f-1", FILM)]


def find(*kept: Kept, with_desk: bool = False, asked: str = f"https://{FILM}/") -> dict[str, bool]:
    crawls = [(state("all"), crawl(visit(kept=list(kept), requests=[asked])))]
    found = compare_coverage(crawls, policy(), SITE, with_desk=with_desk)
    return {one.detail["what"].split()[-1]: one.is_note for one in found}


def test_what_was_met_is_not_told_and_the_desk_is_a_note_unless_it_was_visited() -> None:
    assert find(*MET) == {"sessionid": True}
    assert find(*MET, with_desk=True) == {"sessionid": False}
    assert find(*MET, cookie("sessionid", HOST, path="/admin/"), with_desk=True) == {}


def test_our_own_that_is_never_seen_is_a_finding_and_others_a_note() -> None:
    found = find()
    assert found == {"cookie_consent": False, "counted": False, "seen": True, "f-": True, "sessionid": True}


def test_what_no_visited_state_allows_is_not_missed() -> None:
    crawls = [(state("none"), crawl(visit(kept=MET[:1])))]
    found = [
        one.detail["what"].split()[-1] for one in compare_coverage(crawls, policy(), SITE, with_desk=False)
    ]
    assert found == ["sessionid"]


def test_a_host_that_nothing_asks_is_a_note() -> None:
    assert find(*MET, asked="http://x.example/") == {"sessionid": True, FILM: True}


def test_a_whole_registry_has_no_fault() -> None:
    assert list(check_registry(policy())) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"statistics": None}, "registry.category"),
        ({"statistics": category("marketing")}, "registry.category"),
        ({"statistics": {**category("statistics"), "required": True}}, "registry.category"),
        ({"statistics": {**category("statistics"), "purpose": " "}}, "registry.text"),
    ],
)
def test_a_registry_that_lacks_something_is_found(changed: dict[str, Any], expected: str) -> None:
    assert {one.code for one in check_registry(policy(**changed))} == {expected}


def test_a_text_that_is_missing_in_one_language_is_found() -> None:
    english = describe()
    english["banner"]["text"] = ""
    found = list(check_registry(build_policy({"sv": describe(), "en": english})))
    assert [one.detail["what"] for one in found] == ["en.banner.text"]


def test_languages_that_list_different_things_are_found() -> None:
    found = check_registry(
        build_policy({"sv": describe(), "en": describe(statistics=category("statistics"))})
    )
    assert [one.code for one in found] == ["registry.text"]


def test_a_decision_that_holds_too_long_is_found() -> None:
    long = {**describe(), "lifetime_days": 183}
    assert [one.code for one in check_registry(build_policy({"sv": long, "en": long}))] == [
        "registry.lifetime"
    ]
