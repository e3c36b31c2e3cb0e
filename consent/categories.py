"""The three categories that a visitor decides over. They are fixed."""

from dataclasses import dataclass

from consent.texts import Text


@dataclass(frozen=True, slots=True)
class Category:
    """One category: `name` is its varname in the cookie, in forms and in the API."""

    name: str
    label: Text
    purpose: Text
    required: bool = False


NECESSARY = Category(
    name="necessary",
    label=Text(sv="Nödvändiga", en="Necessary"),
    purpose=Text(
        sv="Behövs för att webbplatsen ska fungera: vi minns vad du har valt om kakor. "
        "Redaktörer som loggar in får också kakor som håller dem inloggade.",
        en="Needed for the website to work: we remember what you chose about cookies. "
        "Editors who log in also get cookies that keep them logged in.",
    ),
    required=True,
)
STATISTICS = Category(
    name="statistics",
    label=Text(sv="Statistik", en="Statistics"),
    purpose=Text(
        sv="Vi räknar hur många gånger varje sida visas, för att kunna göra sidorna bättre. "
        "Vi sparar dag, sida, språk och vilken webbplats besöket kom från. "
        "Vi sparar ingenting i din webbläsare, ingen ip-adress och inget som pekar ut dig.",
        en="We count how often each page is shown, so that we can make the pages better. "
        "We keep the day, the page, the language and the website the visit came from. "
        "We store nothing in your browser, no IP address and nothing that identifies you.",
    ),
)
THIRD_PARTY = Category(
    name="third-party",
    label=Text(sv="Tredjepart", en="Third party"),
    purpose=Text(
        sv="Filmer, kartor och inlägg som ligger hos andra visas direkt på sidan. "
        "Den som har innehållet får då veta din ip-adress och kan spara kakor.",
        en="Videos, maps and posts that others host are shown directly on the page. "
        "The host then learns your IP address and may store cookies.",
    ),
)

CATEGORIES: tuple[Category, ...] = (NECESSARY, STATISTICS, THIRD_PARTY)
OPTIONAL: tuple[str, ...] = tuple(category.name for category in CATEGORIES if not category.required)
