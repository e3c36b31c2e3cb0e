"""Any address on a service's own hosts, framed as it is: for video services that need no reading."""

from urllib.parse import SplitResult, quote

from consent.registry.adapters.adapter import LONGEST_REFERENCE, Adapter

UNRESERVED = "/:@!$&'()*+,;=-._~%"


def read_whole_address(parts: SplitResult) -> str | None:
    """Return the address itself, in ASCII; None unless it is https and of at most 500 characters.

    Whether its host is one of the service's own is for whoever knows the service to say.
    """
    host = parts.hostname or ""
    if parts.scheme != "https" or not is_plain_host(host):
        return None
    address = f"https://{host}{quote(parts.path or '/', safe=UNRESERVED)}"
    if parts.query:
        address += f"?{quote(parts.query, safe=UNRESERVED + '?')}"
    if parts.fragment:
        address += f"#{quote(parts.fragment, safe=UNRESERVED + '?')}"
    return address if len(address) <= LONGEST_REFERENCE else None


def is_plain_host(host: str) -> bool:
    """Tell whether a host is a name in ASCII letters, digits, hyphens and dots (IDNs in their xn-- form)."""
    return "." in host and host.isascii() and host.replace("-", "").replace(".", "").isalnum()


ANY = Adapter(
    name="any",
    mode="frame",
    hosts=(),
    read=read_whole_address,
    original=str,
    frame=str,
)
