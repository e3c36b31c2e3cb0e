"""What it takes to show something of somebody else's: reading an address, and building what frames it.

The registry's services name an adapter each; who they are and what they learn stands in the registry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Mode = Literal["frame", "script"]
Shape = Literal["video", "map", "post"]

LONGEST_ADDRESS = 2000
LONGEST_REFERENCE = 500
SCHEMES = frozenset({"http", "https"})
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Quote:
    """The static markup that a provider's script looks for: a quotation with a class and data attributes.

    `data` holds (name, value); the names stand in code, the values follow from the reference.
    """

    css_class: str
    data: tuple[tuple[str, str], ...]


def quote_nothing(reference: str) -> Quote | None:
    """Return None: what is framed needs no markup around a script."""
    return None


@dataclass(frozen=True, slots=True)
class Adapter:
    """One way of reading addresses. A reference is what is left of an address: short, and safe to build from.

    `hosts` are those that the gate's document frames (frame mode), or has scripts, styles, pictures and
    frames from (script mode); a service may name others, and then those count.
    `frame` gives the address of the frame (frame mode), or of the script (script mode).
    """

    name: str
    mode: Mode
    hosts: tuple[str, ...]
    read: Callable[[SplitResult], str | None]
    original: Callable[[str], str]
    frame: Callable[[str], str]
    quote: Callable[[str], Quote | None] = quote_nothing
    shape: Shape = "video"


def split_address(url: str) -> SplitResult | None:
    """Return the parts of a web address, or None: another scheme or port, a user name, no host, unreadable.

    At most 2 000 characters: longer ones are no addresses that anybody means.
    """
    if len(url) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or port not in {None, PORTS[parts.scheme]} or "@" in parts.netloc:
        return None
    return parts if parts.hostname else None
