"""Whom page views are forwarded to: a Matomo that both the operator and the published policy name."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from consent.categories import STATISTICS
from consent.registry.published import PublishedService, read_current

SHAPE = "https://matomo.example.se/matomo.php?idsite=1&token_auth=…"
SERVER = "server"
PORTS = {"http": 80, "https": 443}
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class BadAddressError(ValueError):
    """The address is none that page views can be sent to. Its message never holds the token."""


class Obstacle(StrEnum):
    """Why nothing is forwarded."""

    NONE = ""
    OFF = "off"
    UNREADABLE = "unreadable"
    UNDECLARED = "undeclared"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A Matomo's tracking API. The token is shown by nothing."""

    scheme: str
    host: str
    port: int
    path: str
    site: int
    token: str = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether somebody on the way could read along."""
        return self.scheme == "http" and self.host not in OWN_MACHINE


def parse_recipient(address: str) -> Recipient:
    """Return whom an address of the shape `SHAPE` names. Raises `BadAddressError`."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadAddressError("it cannot be read as an address") from error
    asked = parse_qs(parts.query)
    site = asked.get("idsite", [""])[0]
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadAddressError("it must begin with https:// and name a host")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise BadAddressError("it must hold neither a user nor a fragment")
    if not parts.path.endswith(".php"):
        raise BadAddressError("it must end in Matomo's own matomo.php")
    if not (site.isascii() and site.isdigit() and int(site) > 0):
        raise BadAddressError("it must say which site, as idsite=1")
    token = asked.get("token_auth", [""])[0]
    return Recipient(parts.scheme, parts.hostname, port or PORTS[parts.scheme], parts.path, int(site), token)


def read_recipient() -> Recipient | None:
    """Return whom the operator names in `MATOMO_URL`; None when nobody, or unreadably."""
    if not settings.MATOMO_URL:
        return None
    try:
        return parse_recipient(settings.MATOMO_URL)
    except BadAddressError:
        return None


def find_declared(host: str) -> PublishedService | None:
    """Return the service that tells visitors of this host, in the policy that holds now. One query.

    It is one of the category statistics whose mode says that our server tells theirs.
    """
    services = read_current().services.values()
    return next(
        (
            one
            for one in services
            if one.category == STATISTICS.name and one.mode == SERVER and host in one.hosts
        ),
        None,
    )


def find_allowed() -> Recipient | None:
    """Return the recipient that may be told now, None when none may. No query without `MATOMO_URL`."""
    recipient = read_recipient()
    return recipient if recipient and find_declared(recipient.host) else None


def find_obstacle() -> Obstacle:
    """Say why nothing is forwarded; `NONE` when everything is in place. One query at most."""
    if not settings.MATOMO_URL:
        return Obstacle.OFF
    recipient = read_recipient()
    if recipient is None:
        return Obstacle.UNREADABLE
    return Obstacle.NONE if find_declared(recipient.host) else Obstacle.UNDECLARED
