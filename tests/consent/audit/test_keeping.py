"""What the browser keeps is declared: by name, category, life, place and attributes."""

import pytest

from consent.audit.keeping import compare_kept
from consent.audit.sightings import Kept
from tests.consent.audit.seen import FILM, HOST, SITE, cookie, crawl, policy, state, visit

DAYS = 86400


def find(kept: Kept, name: str = "all", site: str = SITE) -> list[str]:
    return [one.code for one in compare_kept(crawl(visit(kept=[kept])), state(name), policy(), site)]


def test_the_consent_cookie_is_as_declared() -> None:
    assert find(cookie("cookie_consent", seconds=182 * DAYS)) == []


def test_a_cookie_that_is_not_declared_is_found_in_every_state() -> None:
    for name in ("none", "refused", "all"):
        assert find(cookie("extra"), name) == ["kept.undeclared"]


@pytest.mark.parametrize("storage", ["local", "session", "indexeddb", "cache", "worker"])
def test_every_kind_of_storage_has_to_be_declared(storage: str) -> None:
    assert find(Kept(storage, "extra", HOST)) == ["kept.undeclared"]


def test_a_declaration_of_one_kind_covers_no_other() -> None:
    assert find(Kept("local", "cookie_consent", HOST)) == ["kept.undeclared"]


def test_what_belongs_to_a_category_that_is_not_allowed_is_found() -> None:
    assert find(cookie("counted", seconds=60), "statistics") == []
    assert find(cookie("counted", seconds=60), "withdrawn") == ["kept.refused"]
    assert find(Kept("local", "f-volume", FILM), "none") == ["kept.refused"]


@pytest.mark.parametrize(("seconds", "expected"), [(3600, []), (3600 + 60, []), (2 * 3600, ["kept.longer"])])
def test_what_lives_longer_than_declared_is_found(seconds: float, expected: list[str]) -> None:
    assert find(cookie("counted", seconds=seconds)) == expected


def test_a_prefix_covers_what_begins_so() -> None:
    assert find(Kept("local", "f-volume", FILM)) == []
    assert find(Kept("local", "g-volume", FILM)) == ["kept.undeclared"]


def test_what_is_kept_by_another_host_than_declared_is_found() -> None:
    assert find(cookie("seen", "elsewhere.example", 60)) == ["kept.elsewhere"]
    assert find(cookie("seen", f"www.{FILM}", 60)) == []
    assert find(Kept("local", "f-volume", f"www.{FILM}")) == ["kept.elsewhere"]


def test_a_desk_cookie_that_is_sent_to_public_pages_is_found() -> None:
    assert find(cookie("sessionid", seconds=60, path="/admin/", http_only=True)) == []
    assert find(cookie("sessionid", seconds=60, path="/", http_only=True)) == ["kept.elsewhere"]
    assert find(cookie("sessionid", seconds=60, path="/admin/")) == ["kept.exposed"]


@pytest.mark.parametrize("changed", [{"host": f".{HOST}"}, {"same_site": "None"}])
def test_a_cookie_of_ours_that_others_can_read_is_found(changed: dict[str, str]) -> None:
    assert find(cookie("cookie_consent", seconds=60, **changed)) == ["kept.exposed"]


def test_a_cookie_that_is_not_secure_on_a_secure_site_is_found() -> None:
    secure = "https://127.0.0.1"
    assert find(cookie("cookie_consent", seconds=60), site=secure) == ["kept.exposed"]
    assert find(cookie("cookie_consent", seconds=60, secure=True), site=secure) == []


def test_what_others_left_before_a_withdrawal_is_a_note_and_ours_a_finding() -> None:
    theirs, ours = cookie("seen", f".{FILM}", 60), cookie("counted", seconds=60)
    seen = crawl(visit(kept=[theirs, ours]), before=frozenset({theirs, ours}))
    found = list(compare_kept(seen, state("withdrawn"), policy(), SITE))
    assert [(one.code, one.is_note) for one in found] == [("kept.left", True), ("kept.refused", False)]


def test_an_entry_is_told_once_a_state_with_its_longest_life() -> None:
    seen = crawl(visit(kept=[cookie("counted", seconds=60)]), visit(kept=[cookie("counted", seconds=9000)]))
    assert [one.code for one in compare_kept(seen, state("all"), policy(), SITE)] == ["kept.longer"]
