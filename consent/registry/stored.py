"""What this software itself stores in a browser. Editors may reword it; only the code can change it."""

from dataclasses import dataclass

from consent.categories import NECESSARY
from consent.texts import Text

DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Stored:
    """One thing stored; `seconds` is None for what lasts until the browser is closed or people remove it."""

    name: str
    purpose: Text
    duration: str
    seconds: int | None = None
    match: str = "exact"
    storage: str = "cookie"
    path: str = "/"
    host: str = ""
    category: str = NECESSARY.name


STORED: tuple[Stored, ...] = (
    Stored(
        name="cookie_consent",
        purpose=Text(
            sv="Minns vad du har valt om kakor, och när. Sätts först när du har valt.",
            en="Remembers what you chose about cookies, and when. Set only once you have chosen.",
        ),
        duration="limited",
        seconds=182 * DAY,
    ),
    Stored(
        name="sessionid",
        purpose=Text(
            sv="Håller redaktörer inloggade. Sätts bara i redaktörernas verktyg.",
            en="Keeps editors logged in. Set in the editors' tool only.",
        ),
        duration="limited",
        seconds=14 * DAY,
        path="/admin/",
    ),
    Stored(
        name="csrftoken",
        purpose=Text(
            sv="Skyddar redaktörernas formulär mot förfalskning. Sätts bara i redaktörernas verktyg.",
            en="Protects the editors' forms against forgery. Set in the editors' tool only.",
        ),
        duration="limited",
        seconds=364 * DAY,
        path="/admin/",
    ),
    Stored(
        name="wagtail_sidebar_collapsed",
        purpose=Text(
            sv="Minns om redaktören har fällt ihop menyn. Sätts bara i redaktörernas verktyg.",
            en="Remembers whether an editor has collapsed the menu. Set in the editors' tool only.",
        ),
        duration="session",
    ),
    Stored(
        name="wagtail:",
        match="prefix",
        storage="local",
        purpose=Text(
            sv="Minns hur redaktören har ställt in sitt verktyg, till exempel öppna sidopaneler.",
            en="Remembers how editors arranged their tool, for example open side panels.",
        ),
        duration="lasting",
        path="/admin/",
    ),
)


def find_built_in(name: str) -> Stored | None:
    """Return what the code declares of a cookie of ours; None when it declares nothing. No query."""
    return next((one for one in STORED if one.storage == "cookie" and one.name == name), None)
