"""Each mail provider that may be configured is understood as it writes, and believed only when it proves itself."""

import subprocess
import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import Client
from pytest_django.fixtures import Settings

from cms.examining import look_at_rules
from tests.services.places import ROOT
from tests.services.processes import copy_environment
from tests.workers.provider_payloads import (
    BATCHING,
    KEY,
    PASSWORD,
    REPORTS,
    Event,
    prove,
    wrap,
    write_public_key,
)
from tests.workers.test_bounces import old_follower
from workers.models import Bounce, Subscriber
from workers.services.suppressing.listing import find_suppression
from workers.views.tracking import KEYS, VIEWS

pytestmark = [
    pytest.mark.django_db,
    # Upstream tests SendGrid no more, and says so at each report.
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),
]

CASES = [
    pytest.param(provider, write, meaning, id=f"{provider}-{number}")
    for provider, reports in REPORTS.items()
    for number, (write, meaning) in enumerate(reports)
]


@pytest.fixture
def choose(settings: Settings) -> Callable[[str], None]:
    """Configure a provider with its key where it has one, else with the password."""

    def configure(provider: str) -> None:
        settings.ANYMAIL_PROVIDER = provider
        key = write_public_key() if provider == "sendgrid" else KEY
        signed = {KEYS[provider]: key} if provider in KEYS else {}
        settings.ANYMAIL = {"WEBHOOK_SECRET": "" if signed else PASSWORD, **signed}

    return configure


def post(provider: str, events: list[Event], *, proof: bytes | None = None) -> int:
    """Post a report; with the proof of another body where one is given."""
    path, body = f"/webhooks/mail/{provider}/", wrap(provider, events)
    fields = prove(provider, body if proof is None else proof, f"http://testserver{path}")
    kind = "application/x-www-form-urlencoded" if provider == "mandrill" else "application/json"
    return Client().post(path, body, content_type=kind, headers=fields).status_code


def reason(person: Subscriber) -> str:
    entry = find_suppression(person.email)
    return entry.reason if entry else ""


@pytest.mark.parametrize(("provider", "write", "meaning"), CASES)
def test_a_report_does_what_the_provider_means(
    choose: Callable[[str], None], provider: str, write: Callable[[str], Event], meaning: str
) -> None:
    choose(provider)
    person = old_follower()
    assert post(provider, [write(person.email)]) == HTTPStatus.OK
    assert reason(person) == meaning


@pytest.mark.parametrize("provider", sorted(set(KEYS) - {"mailgun"}))
def test_a_signature_of_something_else_is_refused(choose: Callable[[str], None], provider: str) -> None:
    choose(provider)
    person = old_follower()
    report = REPORTS[provider][0][0]
    other = wrap(provider, [report("another@example.org")])
    assert post(provider, [report(person.email)], proof=other) == HTTPStatus.FORBIDDEN
    assert reason(person) == "" and not Bounce.objects.exists()


@pytest.mark.parametrize("provider", VIEWS)
def test_a_report_without_any_proof_is_refused(choose: Callable[[str], None], provider: str) -> None:
    choose(provider)
    body = wrap(provider, [REPORTS[provider][0][0](old_follower().email)]).replace(
        b'"signature"', b'"nothing"'
    )
    kind = "application/x-www-form-urlencoded" if provider == "mandrill" else "application/json"
    answer = Client().post(f"/webhooks/mail/{provider}/", body, content_type=kind)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("provider", BATCHING)
def test_of_several_reports_in_one_each_is_heard(choose: Callable[[str], None], provider: str) -> None:
    choose(provider)
    people = [(old_follower(), write, meaning) for write, meaning in REPORTS[provider]]
    assert post(provider, [write(person.email) for person, write, _ in people]) == HTTPStatus.OK
    assert [reason(person) for person, _, _ in people] == [meaning for _, _, meaning in people]


@pytest.mark.parametrize("provider", VIEWS)
def test_a_provider_that_proves_nothing_keeps_the_site_from_starting(
    settings: Settings, provider: str
) -> None:
    settings.ANYMAIL_PROVIDER = provider
    for secret in ("", ":", "user:", ":password"):
        settings.ANYMAIL = {"WEBHOOK_SECRET": secret}
        assert "workers.E010" in [error.id for error in run_checks()]


def test_a_key_that_is_none_keeps_the_site_from_starting(settings: Settings) -> None:
    settings.ANYMAIL_PROVIDER = "sendgrid"
    for key, wrong in (("not a key", True), (write_public_key(), False)):
        settings.ANYMAIL = {"WEBHOOK_SECRET": "", KEYS["sendgrid"]: key}
        assert ("workers.E012" in [error.id for error in run_checks()]) is wrong


@pytest.mark.parametrize("provider", VIEWS)
def test_who_uses_sendgrid_is_told_that_upstream_tests_it_no_more(
    choose: Callable[[str], None], provider: str
) -> None:
    choose(provider)
    told = [warning.msg for warning in run_checks() if warning.id == "workers.W014"]
    assert len(told) == (provider == "sendgrid")
    assert ("workers.W014" in " ".join(look_at_rules())) is (provider == "sendgrid")


@pytest.mark.parametrize(("secret", "wrong"), [("", True), ("user:password", False)])
def test_a_signature_that_cannot_be_checked_here_keeps_the_site_from_starting(
    secret: str, wrong: bool, tmp_path: Path
) -> None:
    """The site does not bring the package that SendGrid's key needs; a password needs none."""
    program = (
        "import sys; sys.modules['cryptography'] = sys.modules['cryptography.exceptions'] = None;"
        "from django.core.management import execute_from_command_line as run; run(['cms', 'check'])"
    )
    key = "" if secret else write_public_key()
    environment = copy_environment(
        DJANGO_SETTINGS_MODULE="cms.settings.test",
        DATA_DIR=str(tmp_path),
        ANYMAIL_PROVIDER="sendgrid",
        ANYMAIL_SIGNING_KEY=key,
        ANYMAIL_WEBHOOK_SECRET=secret,
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "workers.W014" in done.stderr
    assert ("workers.E013" in done.stderr) is wrong
    assert ("needs the package cryptography" in done.stderr) is wrong
    assert done.returncode == wrong, done.stderr
