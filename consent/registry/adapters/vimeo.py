"""Vimeo: framed with `dnt=1`, which asks its player to keep no record of the visitor."""

import re
from urllib.parse import SplitResult, parse_qs

from consent.registry.adapters.adapter import Adapter

HOST = "player.vimeo.com"
NUMBER, HASH = r"(?P<number>[0-9]{1,12})", r"(?P<hash>[0-9a-f]{6,32})"
PAGE = re.compile(rf"/{NUMBER}(?:/{HASH})?/?")
LISTED = re.compile(
    rf"/(?:channels/[\w-]+|groups/[\w-]+/videos|(?:album|showcase)/[0-9]+/video)/{NUMBER}/?", re.ASCII
)
PLAYER = re.compile(rf"/video/{NUMBER}/?")


def read_vimeo(parts: SplitResult) -> str | None:
    """Return `number`, or `number/hash` of an unlisted video, from a page's or the player's address."""
    host = parts.hostname or ""
    if host == HOST:
        found = PLAYER.fullmatch(parts.path)
    elif host.removeprefix("www.") == "vimeo.com":
        found = PAGE.fullmatch(parts.path) or LISTED.fullmatch(parts.path)
    else:
        return None
    if found is None:
        return None
    named = found.groupdict().get("hash") or (parse_qs(parts.query).get("h") or [""])[0]
    return f"{found['number']}/{named}" if re.fullmatch(HASH, named) else found["number"]


def frame_vimeo(reference: str) -> str:
    """Return the player's address."""
    number, _, named = reference.partition("/")
    return f"https://{HOST}/video/{number}?dnt=1" + (f"&h={named}" if named else "")


VIMEO = Adapter(
    name="vimeo",
    mode="frame",
    hosts=(HOST,),
    read=read_vimeo,
    original=lambda reference: f"https://vimeo.com/{reference}",
    frame=frame_vimeo,
)
