"""What is read before the crawl and after it: pages, embeds, states, the browser's log; and what is written."""

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cookie_consent.util import parse_cookie_str
from django.utils import translation

from consent.audit.auditing import Audit
from consent.audit.declared import UnreachableError, read_policy
from consent.audit.findings import Finding
from consent.audit.junit import write_junit
from consent.audit.netlog import read_connected
from consent.audit.places import Gate, Place, Plan, choose, read_gates
from consent.audit.reporting import write_report
from tests.consent.audit.seen import GATE, HOST, PAGE, PUBLISHED, SITE, policy, state


def test_pages_of_each_type_and_language_are_chosen_and_whatever_has_a_new_embed() -> None:
    paths = [f"/{language}/{name}/" for language in ("sv", "en") for name in "abcd"]
    kinds = dict.fromkeys(paths, "action")
    gates = {"/sv/d/": (GATE,), "/sv/c/": (), "/en/d/": (GATE,)}
    assert [one.path for one in choose(paths, kinds, gates, 1)] == ["/sv/a/", "/sv/d/", "/en/a/"]
    assert [one.path for one in choose(paths, kinds, {}, 2)] == ["/sv/a/", "/sv/b/", "/en/a/", "/en/b/"]


def test_embeds_are_read_whatever_the_order_of_their_attributes() -> None:
    html = (
        f'<div data-category=third-party data-gate="{GATE.address}" data-provider="films"></div>'
        "<p data-gate='/consent/embed/x/?a=1&amp;b=2'></p>"
    )
    assert read_gates(html * 2, SITE) == (GATE, Gate("/consent/embed/x/?a=1&b=2", "", ""))


def test_a_stale_state_has_a_cookie_that_is_no_consent() -> None:
    revision = parse_cookie_str(state("stale-revision").planted.strip('"'))
    assert revision["statistics"] < PUBLISHED
    assert revision["service.films"] < PUBLISHED
    decision = parse_cookie_str(state("stale-decision").planted.strip('"'))
    assert decision["third-party"] == PUBLISHED
    age = datetime.now(UTC) - datetime.fromisoformat(decision["decided"])
    assert age.days == 183


def write_log(path: Path, *events: tuple[str, dict[str, object]], whole: bool = True) -> Path:
    names = {name: number for number, (name, _) in enumerate(events)}
    lines = ",\n".join(json.dumps({"type": names[name], "params": told}) for name, told in events)
    text = f'{{"constants": {json.dumps({"logEventTypes": names})},\n"events": [\n{lines}'
    path.write_text(text + ("]}" if whole else ",\n"), encoding="utf-8")
    return path


@pytest.mark.parametrize("whole", [True, False])
def test_the_browser_s_log_tells_of_hints_and_not_of_its_own_calls(tmp_path: Path, whole: bool) -> None:
    log = write_log(
        tmp_path / "net.json",
        ("HTTP_STREAM_JOB_CONTROLLER", {"is_preconnect": True, "url": "https://hint.example/"}),
        ("URL_REQUEST_START_JOB", {"initiator": "not an origin", "url": "https://update.example/"}),
        ("HOST_RESOLVER_MANAGER_REQUEST", {"is_speculative": True, "host": "https://look.example:443"}),
        ("OTHER", {"url": "https://other.example/"}),
        whole=whole,
    )
    assert read_connected(log, HOST) == {"hint.example", "look.example"}
    assert read_connected(tmp_path / "none.json", HOST) == frozenset()


def found() -> Audit:
    faults = [
        Finding("page.settings", name, PAGE.path, {"what": "/sv/kakor/"}) for name in ("none", "refused")
    ]
    note = Finding("kept.left", "withdrawn", PAGE.path, {"what": "x", "who": "y"}, is_note=True)
    plan = Plan((PAGE, Place("/sv/annan/", "standard")), (), 3)
    return Audit(plan, [state("none"), state("refused")], [*faults, note, Finding("registry.text", detail={"what": "z"})], 4)  # fmt: skip


def test_the_report_is_by_page_in_the_language_that_is_asked_for() -> None:
    with translation.override("sv"):
        report = write_report(found(), SITE)
    assert "[none, refused] Sidfoten saknar länk till kakinställningarna (/sv/kakor/)." in report
    assert "3 sidor på webbplatskartan hoppades över" in report
    assert report.endswith("2 fel.")
    with translation.override("en"):
        assert write_report(found(), SITE).endswith("2 findings.")


def test_a_clean_report_says_so() -> None:
    with translation.override("en"):
        report = write_report(Audit(Plan((PAGE,), (), 0), [state("none")]), SITE)
    assert report.endswith("as it should be.")


def test_the_junit_document_has_a_suite_for_each_state_and_a_failure_for_each_fault() -> None:
    with translation.override("en"):
        root = ET.fromstring(write_junit(found()))  # noqa: S314  our own document
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["none", "refused", "registry"]
    assert [case.get("name") for case in suites["none"]] == ["/sv/sidan/", "/sv/annan/"]
    assert [failure.get("type") for failure in root.iter("failure")] == ["page.settings"] * 2 + [
        "registry.text"
    ]
    assert root.get("failures") == "3"


def test_a_site_that_does_not_answer_cannot_be_reached() -> None:
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9"):
        read_policy("http://127.0.0.1:9")


def test_a_policy_knows_whose_a_host_is() -> None:
    assert policy().find_service("nobody.example") is None
    assert policy().optional == ("statistics", "third-party")
