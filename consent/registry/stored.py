"""What is stored in a visitor's browser, by whom, and for how long: the true list."""

from dataclasses import dataclass
from typing import Literal

from consent.categories import NECESSARY, THIRD_PARTY, Category
from consent.registry.providers import YOUTUBE
from consent.texts import Text

Kind = Literal["cookie", "local storage", "session storage", "IndexedDB"]

KINDS: dict[Kind, Text] = {
    "cookie": Text(sv="Kaka", en="Cookie"),
    "local storage": Text(sv="Lokal lagring", en="Local storage"),
    "session storage": Text(sv="Sessionslagring", en="Session storage"),
    "IndexedDB": Text(sv="Databas i webbläsaren", en="Database in the browser"),
}

OURS = "Kompetensplan"


@dataclass(frozen=True, slots=True)
class Stored:
    """One cookie or storage entry; `name` may end in * for what begins so.

    `path` is where the browser sends it; `host` is empty for what is ours.
    """

    name: str
    category: Category
    purpose: Text
    lifetime: Text
    kind: Kind = "cookie"
    path: str = "/"
    host: str = ""
    owner: str = OURS


SESSION = Text(sv="Tills du stänger webbläsaren", en="Until you close the browser")
UNTIL_REMOVED = Text(sv="Tills du tar bort den", en="Until you remove it")

STORED: tuple[Stored, ...] = (
    Stored(
        name="cookie_consent",
        category=NECESSARY,
        purpose=Text(
            sv="Minns vad du har valt om kakor, och när. Sätts först när du har valt.",
            en="Remembers what you chose about cookies, and when. Set only once you have chosen.",
        ),
        lifetime=Text(sv="182 dagar", en="182 days"),
    ),
    Stored(
        name="sessionid",
        category=NECESSARY,
        purpose=Text(
            sv="Håller redaktörer inloggade. Sätts bara i redaktörernas verktyg.",
            en="Keeps editors logged in. Set in the editors' tool only.",
        ),
        lifetime=Text(sv="14 dagar", en="14 days"),
        path="/admin/",
    ),
    Stored(
        name="csrftoken",
        category=NECESSARY,
        purpose=Text(
            sv="Skyddar redaktörernas formulär mot förfalskning. Sätts bara i redaktörernas verktyg.",
            en="Protects the editors' forms against forgery. Set in the editors' tool only.",
        ),
        lifetime=Text(sv="1 år", en="1 year"),
        path="/admin/",
    ),
    Stored(
        name="wagtail_sidebar_collapsed",
        category=NECESSARY,
        purpose=Text(
            sv="Minns om redaktören har fällt ihop menyn. Sätts bara i redaktörernas verktyg.",
            en="Remembers whether an editor has collapsed the menu. Set in the editors' tool only.",
        ),
        lifetime=SESSION,
    ),
    Stored(
        name="wagtail:*",
        category=NECESSARY,
        kind="local storage",
        purpose=Text(
            sv="Minns hur redaktören har ställt in sitt verktyg, till exempel öppna sidopaneler.",
            en="Remembers how editors arranged their tool, for example open side panels.",
        ),
        lifetime=UNTIL_REMOVED,
        path="/admin/",
    ),
    Stored(
        name="VISITOR_INFO1_LIVE",
        category=THIRD_PARTY,
        purpose=Text(
            sv="Mäter din bandbredd och väljer hur filmen spelas.",
            en="Estimates your bandwidth and chooses how the video is played.",
        ),
        lifetime=Text(sv="180 dagar", en="180 days"),
        host=".youtube-nocookie.com",
        owner=YOUTUBE.name,
    ),
    Stored(
        name="YSC",
        category=THIRD_PARTY,
        purpose=Text(
            sv="Skiljer besök åt och håller reda på vilka filmer som har visats.",
            en="Tells visits apart and keeps track of which videos were shown.",
        ),
        lifetime=SESSION,
        host=".youtube-nocookie.com",
        owner=YOUTUBE.name,
    ),
    Stored(
        name="yt-*",
        category=THIRD_PARTY,
        kind="local storage",
        purpose=Text(
            sv="Sparar spelarens inställningar och ett slumptal för enheten.",
            en="Keeps the player's settings and a random number for the device.",
        ),
        lifetime=UNTIL_REMOVED,
        host="www.youtube-nocookie.com",
        owner=YOUTUBE.name,
    ),
)


def find_cookie(name: str) -> Stored | None:
    """Return what is declared of a cookie of ours; None when it is not declared."""
    for stored in STORED:
        prefix = stored.name.removesuffix("*")
        if (
            stored.kind == "cookie"
            and not stored.host
            and (name == stored.name or (prefix != stored.name and name.startswith(prefix)))
        ):
            return stored
    return None
