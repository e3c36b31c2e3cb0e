"""YouTube: framed from the host that sets no cookies until the video plays."""

import re
from urllib.parse import SplitResult, parse_qs

from consent.registry.adapters.adapter import Adapter

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
HOST = "www.youtube-nocookie.com"


def read_youtube(parts: SplitResult) -> str | None:
    """Return the video's id from watch, shorts, embed, live and youtu.be addresses."""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    found = ""
    if host == "youtu.be":
        found = parts.path.removeprefix("/").removesuffix("/")
    elif host in {"youtube.com", "youtube-nocookie.com"}:
        first, _, rest = parts.path.removeprefix("/").partition("/")
        if first == "watch" and not rest:
            found = (parse_qs(parts.query).get("v") or [""])[0]
        elif first in {"shorts", "embed", "live"}:
            found = rest.removesuffix("/")
    return found if VIDEO_ID.fullmatch(found) else None


YOUTUBE = Adapter(
    name="youtube",
    mode="frame",
    hosts=(HOST,),
    read=read_youtube,
    original=lambda reference: f"https://www.youtube.com/watch?v={reference}",
    frame=lambda reference: f"https://{HOST}/embed/{reference}?rel=0&playsinline=1",
)
