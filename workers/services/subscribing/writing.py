"""Puts letters into the outbox: test messages to an editor, fault reports and evidence to the editors."""

import uuid
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consent.events import EvidenceSealed
from workers.models import Delivery, Letter, Purpose
from workers.services.messages.rendering import Words
from workers.services.subscribing.following import TooMany
from workers.services.subscribing.throttling import allow

FAULTS_PER_MINUTE = 20
PROOFS_PER_MINUTE = 20
EVIDENCE_PER_MINUTE = 1000
MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What a visitor reports: what went wrong, where (an address, or empty), and whom to answer (or empty)."""

    what: str
    page: str = ""
    reply_to: str = ""


def write_proof(address: str, words: Words) -> Delivery:
    """Send a message as readers would get it to somebody who wants to see it. Raises `TooMany`."""
    letter = Letter(recipient=address, content=asdict(words))
    return write(Purpose.PROOF, words.language, letter, PROOFS_PER_MINUTE)


def report_fault(fault: Fault, language: str) -> None:
    """Keep a report until the editors' mailbox has it. Raises `TooMany`; then nothing was kept."""
    letter = Letter(reply_to=fault.reply_to, content={"what": fault.what, "page": fault.page})
    write(Purpose.FAULT_REPORT, language, letter, FAULTS_PER_MINUTE)


def write_evidence(event: EvidenceSealed) -> None:
    """Have the roots of sealed days mailed to the editors' mailbox, where they are out of our reach."""
    days = [
        {"day": day.day.isoformat(), "rows": day.last - day.first + 1, "line": day.line} for day in event.days
    ]
    write(Purpose.EVIDENCE, settings.LANGUAGE_CODE, Letter(content={"days": days}), EVIDENCE_PER_MINUTE)


@transaction.atomic
def write(purpose: Purpose, language: str, letter: Letter, most: int) -> Delivery:
    """Save a letter and its delivery, unless more were asked for within a minute than we let out."""
    if not allow(purpose.value, "", most=most, seconds=MINUTE_SECONDS):
        raise TooMany
    now = timezone.now()
    letter.created_at = now
    letter.save()
    return Delivery.objects.create(
        letter=letter,
        purpose=purpose,
        announcement=uuid.uuid4(),
        language=language,
        urgent=True,
        next_attempt_at=now,
        created_at=now,
    )
