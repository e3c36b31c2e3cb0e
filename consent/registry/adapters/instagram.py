"""Instagram: a post that the provider's own script builds, in a document without our origin.

Its script looks for a quotation with the post's address; where it cannot run, the quotation and its
link are what remains.
"""

import re
from urllib.parse import SplitResult

from consent.registry.adapters.adapter import Adapter, Quote

HOST = "www.instagram.com"
POST = re.compile(
    r"(?:/[A-Za-z0-9._]{1,30})?/(?P<kind>p|reel|reels|tv)/(?P<code>[A-Za-z0-9_-]{5,64})(?:/embed(?:/captioned)?)?/?"
)
VERSION = "14"


def read_instagram(parts: SplitResult) -> str | None:
    """Return `p/code` of a post or `reel/code` of a film, with or without the account's name before it."""
    if (parts.hostname or "").removeprefix("www.") != "instagram.com":
        return None
    found = POST.fullmatch(parts.path)
    if found is None:
        return None
    return f"{'reel' if found['kind'].startswith('reel') else 'p'}/{found['code']}"


def find_instagram(reference: str) -> str:
    """Return the address of the post."""
    return f"https://{HOST}/{reference}/"


def quote_instagram(reference: str) -> Quote:
    """Return the quotation that their script replaces with the post."""
    data = (("data-instgrm-permalink", find_instagram(reference)), ("data-instgrm-version", VERSION))
    return Quote("instagram-media", data)


INSTAGRAM = Adapter(
    name="instagram",
    mode="script",
    hosts=(HOST,),
    read=read_instagram,
    original=find_instagram,
    frame=lambda _reference: f"https://{HOST}/embed.js",
    quote=quote_instagram,
    shape="post",
)
