"""The command says in one line why it cannot audit, with exit 2, and 1 or 0 when it has."""

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from consent.audit import chromium
from consent.audit.auditing import Audit
from consent.audit.findings import Finding
from consent.audit.places import Plan
from consent.management.commands import consent_audit
from tests.consent.audit.seen import PAGE, SITE, policy, state

NOWHERE = "http://127.0.0.1:9"


def fail(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        call_command("consent_audit", *arguments, stdout=StringIO(), stderr=StringIO())
    return caught.value


@pytest.mark.parametrize(
    "arguments",
    [
        ["--url", "kompetensplan.example"], ["--url", f"{SITE}/sv/"], ["--pages", "0"], ["--pages", "many"],
        ["--resolve-foreign-to", "somewhere"], ["--editor", "editor"], ["--language", "no"], ["--what"],
    ],
)  # fmt: skip
def test_bad_usage_is_said(arguments: list[str]) -> None:
    assert str(fail(*arguments)).startswith("Error: ")


def test_a_site_that_cannot_be_reached_is_exit_2() -> None:
    error = fail("--url", NOWHERE)
    assert error.returncode == 2
    assert NOWHERE in str(error)
    assert "kan inte granskas" in str(fail("--url", NOWHERE, "--language", "sv"))


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.audit.auditing.read_policy", lambda site: policy())
    monkeypatch.setattr("consent.audit.auditing.find_places", lambda site, most: Plan((PAGE,), (), 0))


def test_a_missing_browser_is_exit_2_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, sound: None
) -> None:
    monkeypatch.setattr(chromium, "NAMES", ("no-such-browser",))
    error = fail("--url", SITE)
    assert error.returncode == 2
    assert chromium.BROWSER in str(error)


def test_a_missing_package_is_exit_2_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, sound: None
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    error = fail("--url", SITE)
    assert error.returncode == 2
    assert chromium.PACKAGE in str(error)


def test_an_unknown_state_is_exit_2(sound: None) -> None:
    error = fail("--url", SITE, "--state", "half")
    assert (error.returncode, str(error)) == (2, "There is no such state: half")


def answer(*findings: Finding) -> Callable[..., Any]:
    return lambda wishes, tell: Audit(Plan((PAGE,), (), 0), [state("none")], list(findings), 1)


def test_clean_is_exit_0_and_a_finding_exit_1_with_both_reports(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = StringIO()
    monkeypatch.setattr(consent_audit, "audit", answer())
    call_command("consent_audit", "--url", SITE, stdout=said)
    assert "as it should be" in said.getvalue()
    fault = Finding("page.settings", "none", PAGE.path, {"what": "/sv/kakor/"})
    monkeypatch.setattr(consent_audit, "audit", answer(fault))
    with pytest.raises(SystemExit) as caught:
        call_command(
            "consent_audit",
            "--url",
            SITE,
            "--junit",
            str(tmp_path / "audit.xml"),
            stdout=said,
            stderr=StringIO(),
        )
    assert caught.value.code == 1
    assert "1 finding." in said.getvalue()
    assert "page.settings" in (tmp_path / "audit.xml").read_text()


def test_a_report_that_cannot_be_written_is_exit_2(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(consent_audit, "audit", answer())
    assert fail("--url", SITE, "--junit", str(tmp_path / "none" / "audit.xml")).returncode == 2
