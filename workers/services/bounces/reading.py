"""Takes one mail from the mailbox of reports, and says what it was."""

import logging
from enum import StrEnum

from django.db.models import F
from django.utils import timezone

from workers.answers import classify
from workers.models import BounceKind, Delivery, ReportCount
from workers.services.bounces.judging import judge_delivery
from workers.services.bounces.parsing import Failure, Report, parse
from workers.services.messages.naming import read_message_id
from workers.services.suppressing.marking import spell
from workers.services.suppressing.stopping import address_of

log = logging.getLogger(__name__)

SOURCE = "mailbox"


class Sort(StrEnum):
    """What a mail was. What is ours was dealt with and may go; the rest stays for people to read."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    DELAY = "delay"
    AUTOMATIC = "automatic"
    FOREIGN = "foreign"
    FORGED = "forged"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"

    @property
    def is_ours(self) -> bool:
        return self in {Sort.BOUNCE, Sort.COMPLAINT, Sort.DELAY, Sort.AUTOMATIC}


def read_report(octets: bytes) -> Sort:
    """Act on a mail, and return what it was. Twice is the same as once.

    Only a Message-ID that we signed is believed, and only from the address that the message went to.
    """
    try:
        report = parse(octets)
    except Exception as error:  # noqa: BLE001  the standard library's parser fails in many ways, and anybody may write
        log.warning("a mail in the mailbox of reports cannot be read: %s", type(error).__name__)
        return Sort.UNREADABLE
    delivery = find_delivery(report)
    if report.sort == "other":
        return Sort.FOREIGN
    if delivery is None:
        return Sort.FORGED if report.message_ids and report.sort != "automatic" else Sort.FOREIGN
    if report.sort == "automatic":
        return Sort.AUTOMATIC
    address = address_of(delivery)
    if report.sort == "complaint":
        return take_complaint(delivery, address, report)
    return take_bounce(delivery, address, report)


def find_delivery(report: Report) -> Delivery | None:
    """Return the one message of ours that a report is about, or None."""
    signed = {found for name in report.message_ids if (found := read_message_id(name)) is not None}
    if len(signed) != 1:
        return None
    return Delivery.objects.select_related("subscriber", "letter").filter(pk__in=signed).first()


def take_complaint(delivery: Delivery, address: str, report: Report) -> Sort:
    """Suppress who complains. Some providers take the address out; the signed Message-ID then names them alone."""
    named = {spell(recipient) for recipient in report.recipients}
    if named and spell(address) not in named:
        return Sort.FORGED
    judge_delivery(delivery, BounceKind.COMPLAINT, "", SOURCE)
    return Sort.COMPLAINT


def take_bounce(delivery: Delivery, address: str, report: Report) -> Sort:
    """Take what a report says of the recipient of this message, and of no other."""
    about = [failure for failure in report.failures if address and concerns(failure, address)]
    if not about:
        return Sort.FORGED if report.failures else Sort.UNREADABLE
    failed = [failure for failure in about if failure.action == "failed"]
    for failure in failed:
        kind = BounceKind(classify(failure.code, failure.status))
        judge_delivery(delivery, kind, failure.status, SOURCE)
    return Sort.BOUNCE if failed else Sort.DELAY


def concerns(failure: Failure, address: str) -> bool:
    return spell(address) in {spell(named) for named in failure.addresses}


def count(sort: Sort) -> None:
    """Count a mail of today, local time."""
    row, _ = ReportCount.objects.get_or_create(day=timezone.localdate(), sort=sort)
    ReportCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
