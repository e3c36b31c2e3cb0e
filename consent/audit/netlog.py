"""Reads Chromium's own log of what it connected to: hints and stopped frames make no request, yet connect.

Format: one JSON object; `constants.logEventTypes` names the numbers, each event stands on a line of its own.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from consent.audit.sightings import host_of

CONNECTING = "HTTP_STREAM_JOB_CONTROLLER"
REQUESTING = "URL_REQUEST_START_JOB"
RESOLVING = "HOST_RESOLVER_MANAGER_REQUEST"


def read_connected(log: Path, own_host: str) -> frozenset[str]:
    """Return the foreign hosts that a page made the browser connect to, look up or ask.

    What the browser asks on its own account has no origin that asked for it, and is left out.
    """
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    try:
        parsed = json.loads(text or "{}")
    except ValueError:  # it was cut off where the browser ended
        parsed = json.loads(text.rpartition(",\n")[0] + "]}")
    names = {number: name for name, number in parsed.get("constants", {}).get("logEventTypes", {}).items()}
    events = ((names.get(event["type"], ""), event.get("params", {})) for event in parsed.get("events", ()))
    return frozenset(find_hosts(events, own_host))


def find_hosts(events: Iterable[tuple[str, dict[str, Any]]], own_host: str) -> Iterator[str]:
    """Yield the foreign hosts that events (name, parameters) speak of."""
    for name, told in events:
        is_preconnect = name == CONNECTING and told.get("is_preconnect")
        is_asked = name == REQUESTING and str(told.get("initiator", "")).startswith("http")
        if is_preconnect or is_asked:
            host = host_of(str(told.get("url", "")))
        elif name == RESOLVING and told.get("is_speculative"):
            host = host_of(str(told.get("host", "")))
        else:
            continue
        if host and host != own_host:
            yield host
