"""Empties the mailbox of reports over IMAP (RFC 9051): what is ours is deleted, the rest put aside for people."""

import logging
import time
from collections import Counter

from django.conf import settings

from workers.services.bounces.imap import Mailbox, MailboxDown
from workers.services.bounces.reading import Sort, count, read_report
from workers.services.subscribing.throttling import allow

log = logging.getLogger(__name__)

MOST_SECONDS = 40.0
PAUSE_SECONDS = 50


def fetch_reports() -> Counter[str]:
    """Read what lies in the mailbox that `BOUNCES_URL` names; return how many mails of which sort.

    One at a time over all processes, and for at most forty seconds. Never raises for the mailbox's fault.
    """
    read: Counter[str] = Counter()
    if not settings.BOUNCES_URL or not allow("bounces", "", most=1, seconds=PAUSE_SECONDS):
        return read
    try:
        with Mailbox(settings.BOUNCES_URL).opened() as mailbox:
            empty(mailbox, read)
    except MailboxDown as down:
        log.warning("the mailbox of reports cannot be read now: %s", down)
    return read


def empty(mailbox: Mailbox, read: Counter[str]) -> None:
    """Take mail after mail, the oldest first, until none is left or the time is up."""
    deadline = time.monotonic() + MOST_SECONDS
    for number in mailbox.list_new():
        if time.monotonic() >= deadline:
            return
        octets = mailbox.fetch(number)
        sort = Sort.TOO_LARGE if octets is None else read_report(octets)
        if sort.is_ours:
            mailbox.remove(number)
        else:
            mailbox.put_aside(number)
        count(sort)
        read[sort] += 1
