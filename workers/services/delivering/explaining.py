"""Says in words why a message did not arrive, from what a server answered."""

import re
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from workers.answers import read_enhanced


class Cause(StrEnum):
    UNKNOWN_MAILBOX = "unknown_mailbox"
    UNKNOWN_HOST = "unknown_host"
    CLOSED = "closed"
    FULL = "full"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    LATER = "later"
    UNREACHABLE = "unreachable"
    UNMADE = "unmade"
    OTHER = "other"


SENTENCES = {
    Cause.UNKNOWN_MAILBOX: _("The mailbox does not exist."),
    Cause.UNKNOWN_HOST: _("The address has a domain that takes no mail."),
    Cause.CLOSED: _("The mailbox is closed."),
    Cause.FULL: _("The mailbox is full."),
    Cause.TOO_LARGE: _("The message is larger than the server accepts."),
    Cause.REFUSED: _("The server refuses our mail."),
    Cause.LATER: _("The server asked us to come back later."),
    Cause.UNREACHABLE: _("The server could not be reached, or the connection was lost."),
    Cause.UNMADE: _("The message could not be made. Tell whoever runs the site."),
    Cause.OTHER: _("The server refused, for no reason that we can read."),
}

# RFC 3463, 3.2 to 3.8: the subject and detail of a status, or the subject alone.
BY_STATUS = {
    "1.1": Cause.UNKNOWN_MAILBOX,
    "1.3": Cause.UNKNOWN_MAILBOX,
    "1.6": Cause.UNKNOWN_MAILBOX,
    "1.2": Cause.UNKNOWN_HOST,
    "1.10": Cause.UNKNOWN_HOST,
    "2.1": Cause.CLOSED,
    "2.2": Cause.FULL,
    "2.3": Cause.TOO_LARGE,
    "3.4": Cause.TOO_LARGE,
    "1.7": Cause.REFUSED,
    "1.8": Cause.REFUSED,
    "3": Cause.LATER,
    "4": Cause.UNREACHABLE,
    "6": Cause.REFUSED,
    "7": Cause.REFUSED,
}
# RFC 5321, 4.2.3, where a server says no more than a code.
BY_CODE = {
    "421": Cause.LATER,
    "450": Cause.LATER,
    "451": Cause.LATER,
    "452": Cause.LATER,
    "551": Cause.UNKNOWN_MAILBOX,
    "552": Cause.FULL,
    "553": Cause.UNKNOWN_MAILBOX,
    "554": Cause.REFUSED,
}
# Servers that say neither say it in words.
BY_WORDS = (
    (Cause.FULL, re.compile(r"quota|mailbox (is )?full|over ?quota", re.IGNORECASE)),
    (
        Cause.REFUSED,
        re.compile(
            r"spam|blocked|block ?list|blacklist|policy|reputation|client host|relay(ing)? (access )?denied",
            re.IGNORECASE,
        ),
    ),
    (
        Cause.UNKNOWN_MAILBOX,
        re.compile(
            r"unknown|no such|does(n.t| not) exist|not found|invalid (recipient|mailbox)|unavailable",
            re.IGNORECASE,
        ),
    ),
)
ANSWER = re.compile(r"([245]\d\d)\b")
CONNECTION = re.compile(r"SMTP|SSL|Timeout|Connection|BrokenPipe|OSError|gaierror|herror|Interrupted")


def explain(outcome: str) -> Cause:
    """Return why, for what a delivery's row keeps: a server's answer, or the name of an error.

    The most exact word counts: the status of RFC 3463, else the server's words, else the bare code.
    A refusal for now that names no fault of the mailbox is only a request to wait (greylisting).
    """
    answer = ANSWER.match(outcome)
    if answer is None:
        return Cause.UNREACHABLE if CONNECTION.match(outcome) else name_ours(outcome)
    found = explain_status(read_enhanced(outcome)) or explain_words(outcome)
    if found in (None, Cause.REFUSED) and answer[1].startswith("4"):
        return Cause.LATER
    return found or BY_CODE.get(answer[1], Cause.OTHER)


def explain_status(status: str) -> Cause | None:
    """Return the cause of a status, by subject and detail, else by subject."""
    _kind, _dot, about = status.partition(".")
    return BY_STATUS.get(about) or BY_STATUS.get(about.partition(".")[0])


def explain_words(answer: str) -> Cause | None:
    return next((cause for cause, pattern in BY_WORDS if pattern.search(answer)), None)


def name_ours(outcome: str) -> Cause:
    """The name of an error that is no connection's is that of making the message."""
    return Cause.UNMADE if outcome.isidentifier() else Cause.OTHER
