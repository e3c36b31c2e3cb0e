"""The root of each day of evidence reaches the owner's mailbox, and can be read out of it again."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from consent.events import EvidenceSealed, SealedDay, evidence_sealed
from consent.evidence.roots import parse_roots
from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Letter
from workers.services.delivering.sending import deliver

pytestmark = pytest.mark.django_db

HASHES = f"root={'ab' * 32} seal={'cd' * 32}"
DAYS = (
    SealedDay(date(2026, 3, 1), 1, 345, f"consent-root day=2026-03-01 rows=1-345 {HASHES}"),
    SealedDay(date(2026, 3, 2), 346, 345, f"consent-root day=2026-03-02 rows=346-345 {HASHES}"),
)


def seal() -> None:
    evidence_sealed.send(sender=None, event=EvidenceSealed(DAYS))
    deliver(urgent=True, seconds=10)


def test_the_owner_gets_the_roots_in_both_languages_and_is_told_to_keep_them(
    mailbox: Path, settings: Settings
) -> None:
    settings.EDITORS_EMAIL = "agaren@example.org"
    seal()
    (message,) = read_mailbox(mailbox)
    assert message["To"] == "agaren@example.org"
    assert message["Subject"] == (
        "Spara detta: bevis för val om kakor / Keep this: proof of choices about cookies, 2026-03-02"
    )
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body
        said = body.get_content()
        assert "Spara det här mejlet." in said and "Please keep this message." in said
        assert "consent_verify --roots" in said
        for day in DAYS:
            assert day.line in said
    html = message.get_body(("html",))
    assert html and "1 mars 2026: 345 rader" in html.get_content()


def test_what_is_pasted_from_the_mail_is_read_as_roots(mailbox: Path) -> None:
    seal()
    (message,) = read_mailbox(mailbox)
    plain = message.get_body(("plain",))
    assert plain
    assert [str(root) for root in parse_roots(plain.get_content())] == [day.line for day in DAYS]


def test_a_mail_server_that_refuses_loses_no_root(post_office: PostOffice) -> None:
    post_office.handler.final = "550 No such mailbox"
    seal()
    assert Delivery.objects.get().state == "waiting"
    assert Letter.objects.count() == 1
