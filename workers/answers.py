"""What a mail server's answer says of an address: that it is dead, that it is not for now, or that it is about us."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Class = Literal["hard", "soft", "policy"]

# Answers of RFC 5321, 4.2.
OK = 250
FORWARDED = 251
GO_AHEAD = 354
CLOSING = 421
REFUSED_FOR_GOOD = 500

FOR_GOOD = 5
ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")

# RFC 3463, 3.2 and RFC 7505: no such mailbox, no such host, no such syntax, moved, no mail taken at all.
DEAD = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
# Delivery protocol, content, security: the message or its sender is what was refused.
ABOUT_US = frozenset({"5", "6", "7"})
ABOUT_US_EXACTLY = frozenset({"1.7", "1.8", "2.3", "3.4"})


class Verdict(StrEnum):
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message; the detail is the server's answer, without the address.

    `early` says that it was refused for good at its envelope, before anything of the message was seen.
    """

    verdict: Verdict
    detail: str = ""
    early: bool = False

    @property
    def answered(self) -> bool:
        """Tell whether a server said so, rather than a lost connection or we ourselves."""
        return self.verdict is Verdict.SENT or self.detail[:3].isdecimal()


def classify(code: int, enhanced: str) -> Class:
    """Say what a refusal means for the address.

    `code` is SMTP's (RFC 5321, 4.2; 0 where only a report's status is known), `enhanced` the status of
    RFC 3463 or nothing. "hard": there is no such mailbox, write no more. "policy": it is about us or
    our message. "soft": everything else, also a bare 550, which servers say of a stranger's mailbox
    and of our own bad name alike: who is refused so again and again is found by repetition.
    """
    found = ENHANCED.fullmatch(enhanced.strip())
    if found is None:
        return "soft"
    kind, subject, detail = found.groups()
    about = f"{subject}.{detail}"
    if subject in ABOUT_US or about in ABOUT_US_EXACTLY:
        return "policy"
    for_good = int(kind) == FOR_GOOD and code // 100 in (0, FOR_GOOD)
    return "hard" if for_good and about in DEAD else "soft"


def read_enhanced(answer: str) -> str:
    """Return the enhanced status in an answer's words (RFC 2034), or nothing."""
    found = ENHANCED.search(answer)
    return found[0] if found else ""


def describe_answer(code: int, text: bytes) -> str:
    """Return a server's answer without anything that looks like an address."""
    words = text.decode("ascii", "replace").split()
    return " ".join([str(code), *("…" if "@" in word else word for word in words)])[:300]
