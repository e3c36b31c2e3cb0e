"""Decides where we post to: the open internet, over https, at the very address that was checked.

The name is resolved once, here. What is connected to is one of the addresses that were judged, so a
name that leads elsewhere a moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

from workers.addresses import encode_host
from workers.models import Problem

PORTS = (443, 8443)
DEFAULT_PORTS = {"https": 443, "http": 80}
MOST_ADDRESSES = 4
INWARD_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "test")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries (RFC 6890 and later), multicast and what is reserved. Written out,
# because what `is_global` says differs between releases of Python. 168.63.129.16 is the platform of
# Azure, which every machine there reaches.
CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "168.63.129.16/32",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
# Everything else in IPv6 is loopback, mapped, NAT64, unique local, link-local, multicast or unassigned.
OPEN_IPV6 = ipaddress.ip_network("2000::/3")


class Refused(Exception):
    """We do not post there; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Target:
    """A written address in parts: `host` in ASCII, `path` with its query, both fit for a request."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_usual(self) -> bool:
        """Tell whether it is https at a port that we post to."""
        return self.scheme == "https" and self.port in PORTS

    @property
    def named(self) -> str:
        """Return the host as the Host field names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Place:
    """One address that was judged, in the form that a socket connects to."""

    family: socket.AddressFamily
    address: tuple[str, int] | tuple[str, int, int, int]


def read_target(url: str) -> Target:
    """Return a written address in parts. Raises `Refused`: no http(s), no host, or with a password."""
    try:
        parts = urlsplit(url)
        host = encode_host((parts.hostname or "").rstrip("."))
        port = parts.port
    except ValueError:
        raise Refused(Problem.ADDRESS) from None
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        raise Refused(Problem.ADDRESS)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    )
    return Target(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)


def find_places(target: Target) -> list[Place]:
    """Resolve a name and judge all its addresses; one that is closed closes the name. Raises `Refused`."""
    if not (target.is_usual or settings.WEBHOOKS_ALLOW_LOOPBACK):
        raise Refused(Problem.ADDRESS)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(Problem.LOOKUP) from None
    places = [Place(family, address) for family, _, _, _, address in found if is_internet(family)]  # type: ignore[arg-type]  # a pair or four of IPv4 or IPv6, says the family
    addresses = [ipaddress.ip_address(place.address[0].partition("%")[0]) for place in places]
    if not places:
        raise Refused(Problem.LOOKUP)
    if settings.WEBHOOKS_ALLOW_LOOPBACK and all(address.is_loopback for address in addresses):
        return places[:MOST_ADDRESSES]
    if not target.is_usual:
        raise Refused(Problem.ADDRESS)
    if not all(is_public(address) for address in addresses):
        raise Refused(Problem.PRIVATE)
    return places[:MOST_ADDRESSES]


def is_internet(family: socket.AddressFamily) -> bool:
    return family in (socket.AF_INET, socket.AF_INET6)


def is_public(address: Address) -> bool:
    """Tell whether an address is on the open internet, whoever holds it."""
    if isinstance(address, ipaddress.IPv6Address) and address not in OPEN_IPV6:
        return False
    return not any(address in network for network in CLOSED if network.version == address.version)


def leads_inward(host: str) -> bool:
    """Tell of a written host, without looking it up, whether it can only lead inside a network.

    `127.1`, `0x7f000001` and `2130706433` are ways to write 127.0.0.1 that every resolver takes.
    """
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return not is_public(ipaddress.IPv4Address(socket.inet_aton(host)))
    except OSError:
        return "." not in host or any(host == name or host.endswith(f".{name}") for name in INWARD_NAMES)
