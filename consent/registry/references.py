"""Which published service an address belongs to, and what it names there."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from consent.categories import OPTIONAL
from consent.registry.adapters import ADAPTERS, Adapter, split_address
from consent.registry.published import PublishedService, read_policy


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that a service has; everything else about it follows from these."""

    service: PublishedService
    adapter: Adapter
    reference: str

    @property
    def id(self) -> str:
        """The gate's id: 32 hex digits, the same for every address that names this thing."""
        return sha256(f"{self.service.name}\0{self.reference}".encode()).hexdigest()[:32]

    @property
    def original(self) -> str:
        return self.adapter.original(self.reference)

    @property
    def frame(self) -> str:
        return self.adapter.frame(self.reference)


def find_reference(url: str) -> Reference | None:
    """Return what `url` names, or None when no published service understands it. No query when warm."""
    every = (_read(service, url) for service in read_policy().services.values())
    return next((found for found in every if found), None)


def open_reference(name: str, url: str) -> Reference | None:
    """Return what `url` names at one service; None when it is not published any more, or reads it otherwise."""
    service = read_policy().services.get(name)
    return _read(service, url) if service else None


def _read(service: PublishedService, url: str) -> Reference | None:
    """Read an address; what is framed, or where the script lies, must be one of the service's own hosts.

    What no yes was asked for is not shown, whatever it was published as.
    """
    if service.category not in OPTIONAL:
        return None
    adapter, parts = ADAPTERS.get(service.adapter), split_address(url)
    found = adapter.read(parts) if adapter and parts else None
    if not adapter or not found or urlsplit(adapter.frame(found)).hostname not in service.hosts:
        return None
    return Reference(service, adapter, found)
