"""The signed links in our mails; they name a subscriber by key, never by address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils import timezone

CONFIRM_DAYS = 7
MANAGE_HOURS = 24

USUAL_KINDS = ("new", "material")

_CONFIRM = "workers.confirm"
_MANAGE = "workers.manage"
_ADDRESS = "workers.address"
_LEAVE = "workers.leave"


class ForgedToken(Exception):
    """The token was not signed by us, or is damaged."""


class ExpiredToken(Exception):
    """The token is ours, and its time is over."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody asked for: a language, a frequency, `plan` or keys of topics, and kinds of change."""

    language: str
    frequency: str
    scope: tuple[str, ...]
    kinds: tuple[str, ...] = USUAL_KINDS


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a link to confirm asks for: whose address follows what, signed when (UTC)."""

    key: UUID
    choices: Choices
    signed_at: datetime


def sign_confirmation(subscriber: UUID, choices: Choices) -> str:
    """Return a token of seven days that carries the requested choices, and when it was signed.

    The signature has its own time, but in whole seconds: too coarse to tell what came before leaving.
    """
    signed_at = timezone.now().timestamp()
    scope, kinds = list(choices.scope), list(choices.kinds)
    claim = [subscriber.hex, choices.language, choices.frequency, scope, kinds, signed_at]
    return signing.dumps(claim, salt=_CONFIRM, compress=True)


def read_confirmation(token: str) -> Confirmation:
    """Return what a token asks for. Raises `ExpiredToken` or `ForgedToken`."""
    claim = _load(token, _CONFIRM, timedelta(days=CONFIRM_DAYS))
    match claim:
        case [str(key), str(language), str(frequency), [*scope], [*kinds], float(signed_at)]:
            choices = Choices(language, frequency, tuple(map(str, scope)), tuple(map(str, kinds)))
            return Confirmation(UUID(key), choices, datetime.fromtimestamp(signed_at, UTC))
        case _:
            raise ForgedToken


def sign_managing(subscriber: UUID) -> str:
    """Return a token of 24 hours that opens the subscriber's own settings."""
    return signing.dumps(subscriber.hex, salt=_MANAGE)


def read_managing(token: str) -> UUID:
    """Return whose settings a token opens. Raises `ExpiredToken` or `ForgedToken`."""
    return UUID(str(_load(token, _MANAGE, timedelta(hours=MANAGE_HOURS))))


def sign_readdressing(subscriber: UUID, mark: str) -> str:
    """Return a token of 24 hours that moves a subscriber to the address with this mark (a keyed hash)."""
    return signing.dumps([subscriber.hex, mark], salt=_ADDRESS)


def read_readdressing(token: str) -> tuple[UUID, str]:
    """Return who moves, and the mark of the new address. Raises `ExpiredToken` or `ForgedToken`."""
    match _load(token, _ADDRESS, timedelta(hours=MANAGE_HOURS)):
        case [str(key), str(mark)]:
            return UUID(key), mark
        case _:
            raise ForgedToken


def sign_leaving(subscriber: UUID) -> str:
    """Return a token that never expires (RFC 8058 gives old mails no end)."""
    return _make_signer(settings.SECRET_KEY).sign(subscriber.hex)


def read_leaving(token: str) -> UUID:
    """Return who wants to leave. Raises `ForgedToken`."""
    try:
        return UUID(signing.Signer(salt=_LEAVE).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise ForgedToken from error


@lru_cache(maxsize=2)
def _make_signer(key: str) -> signing.Signer:
    """Return the signer of tokens to leave; made anew for each mail it would cost more than signing."""
    return signing.Signer(key=key, salt=_LEAVE)


def _load(token: str, salt: str, age: timedelta) -> object:
    try:
        return signing.loads(token, salt=salt, max_age=age)
    except signing.SignatureExpired as error:
        raise ExpiredToken from error
    except signing.BadSignature as error:
        raise ForgedToken from error
