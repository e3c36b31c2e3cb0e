"""Short signed texts: a visitor's choice as one front end told it, or leave to show one embed once.

A statement of a choice holds what the consent cookie would hold, and is read by the same rules.
Nothing in it says who; a front end keeps it for its visitor and sends it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

CHOICE, ONCE = "consent.statement.choice", "consent.statement.once"
CHOICE_HOLDS = timedelta(hours=1)
ONCE_HOLDS = timedelta(minutes=1)
LONGEST = 2000
ADDRESS = "/api/v1/consent/statements/"
HEADER = "Consent-Statement"


class NotStatedError(Exception):
    """The text is no statement that holds here: forged, damaged, too old, or made for another origin."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was signed for one origin: the cookie's own keys and values, or the id of one embed."""

    origin: str
    pairs: Mapping[str, str]
    embed: str = ""


def sign(statement: Statement) -> str:
    """Return the statement as text in ASCII that stands in a header or an address: about 300 characters."""
    if statement.embed:
        return signing.dumps([statement.origin, statement.embed], salt=ONCE)
    return signing.dumps([statement.origin, dict(statement.pairs)], salt=CHOICE)


def read_choice(text: str, origin: str, *, holds: timedelta = CHOICE_HOLDS) -> Statement:
    """Return the statement of a choice that was signed for `origin`; raise `NotStatedError` otherwise."""
    signed_for, pairs = _load(text, CHOICE, holds)
    if signed_for != origin:
        raise NotStatedError
    return Statement(origin, pairs)


def read_once(text: str) -> Statement:
    """Return the leave to show one embed, for at most a minute; raise `NotStatedError` otherwise."""
    origin, embed = _load(text, ONCE, ONCE_HOLDS)
    return Statement(origin, {}, embed)


def _load(text: str, salt: str, holds: timedelta) -> list[Any]:
    if len(text) > LONGEST or not text.isascii():
        raise NotStatedError
    try:
        found: list[Any] = signing.loads(text, salt=salt, max_age=holds)
    except signing.BadSignature as error:
        raise NotStatedError from error
    return found
