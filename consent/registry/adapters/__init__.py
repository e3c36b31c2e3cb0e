"""How each provider's addresses are read and shown, by adapter."""

from consent.registry.adapters.adapter import (
    LONGEST_REFERENCE,
    Adapter,
    Mode,
    Quote,
    Shape,
    split_address,
)
from consent.registry.adapters.instagram import INSTAGRAM
from consent.registry.adapters.openstreetmap import OPENSTREETMAP
from consent.registry.adapters.vimeo import VIMEO
from consent.registry.adapters.whole_address import ANY
from consent.registry.adapters.youtube import YOUTUBE

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (YOUTUBE, VIMEO, OPENSTREETMAP, INSTAGRAM, ANY)
}
"""By name; the one that takes any address comes last, after those that know theirs."""

__all__ = ["ADAPTERS", "LONGEST_REFERENCE", "Adapter", "Mode", "Quote", "Shape", "split_address"]
