"""Who may be embedded: the hosts, what they learn, and which addresses of theirs we understand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import SplitResult, parse_qs, urlsplit

from consent.categories import THIRD_PARTY, Category
from consent.texts import Text

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody whose content can be shown inside our page, by their own frame.

    `read` takes the parts of an http(s) address and returns the reference within it, or None.
    `frame` and `original` are addresses with `{}` where the reference stands.
    """

    name: str
    label: str
    kind: Text
    company: str
    country: Text
    shared: Text
    privacy: str
    frame_host: str
    frame: str
    original: str
    read: Callable[[SplitResult], str | None]
    category: Category = THIRD_PARTY


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that a provider has; everything else about it follows from these two."""

    provider: Provider
    reference: str

    @property
    def id(self) -> str:
        """The gate's id: 32 hex digits, the same for every address that names this thing."""
        return sha256(f"{self.provider.name}\0{self.reference}".encode()).hexdigest()[:32]

    @property
    def original(self) -> str:
        return self.provider.original.format(self.reference)

    @property
    def frame(self) -> str:
        return self.provider.frame.format(self.reference)


def find_provider(url: str) -> Reference | None:
    """Return what `url` names, or None when no provider of ours understands it."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in {"http", "https"} or parts.port not in {None, 80, 443} or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    for provider in PROVIDERS.values():
        reference = provider.read(parts)
        if reference:
            return Reference(provider, reference)
    return None


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


YOUTUBE = Provider(
    name="youtube",
    label="YouTube",
    kind=Text(sv="Film", en="Video"),
    company="Google Ireland Limited",
    country=Text(sv="Irland och USA", en="Ireland and the United States"),
    shared=Text(
        sv="När du visar filmen får YouTube veta din ip-adress och vilken webbläsare du har, "
        "och kan spara kakor och annat i din webbläsare.",
        en="When you show the video, YouTube learns your IP address and which browser you use, "
        "and may store cookies and other data in your browser.",
    ),
    privacy="https://policies.google.com/privacy",
    frame_host="www.youtube-nocookie.com",
    frame="https://www.youtube-nocookie.com/embed/{}?rel=0&playsinline=1",
    original="https://www.youtube.com/watch?v={}",
    read=read_youtube,
)

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (YOUTUBE,)}
