"""What the registry begins with: services that editors of a public authority use, and what those store.

From the first publication on the tables belong to the editors; nothing here is read again.
"""

from dataclasses import dataclass

from consent.categories import THIRD_PARTY
from consent.registry.stored import DAY, Stored
from consent.texts import Text

BANNER_TITLE = Text(
    sv="Får vi använda kakor för statistik och inbäddat innehåll?",
    en="May we use cookies for statistics and embedded content?",
)
BANNER_TEXT = Text(
    sv="Webbplatsen fungerar utan. Statistiken hjälper oss att göra sidorna bättre. Tredjepart betyder att "
    "filmer, kartor och inlägg kan visas direkt. Du kan ändra dig när du vill, med länken längst ner på sidan.",
    en="The website works without them. Statistics help us make the pages better. Third party means that "
    "videos, maps and posts can be shown directly. You can change your mind at any time, through the link at "
    "the foot of the page.",
)


@dataclass(frozen=True, slots=True)
class SeedService:
    """A service to begin with, and what it stores."""

    name: str
    label: str
    company: str
    kind: Text
    country: Text
    purpose: Text
    shared: Text
    privacy: str
    adapter: str
    hosts: tuple[str, ...]
    mode: str = "frame"
    category: str = THIRD_PARTY.name
    stored: tuple[Stored, ...] = ()


SERVICES: tuple[SeedService, ...] = (
    SeedService(
        name="youtube",
        label="YouTube",
        company="Google Ireland Limited",
        kind=Text(sv="Film", en="Video"),
        country=Text(sv="Irland och USA", en="Ireland and the United States"),
        purpose=Text(sv="Att visa filmer direkt på sidan.", en="To show videos directly on the page."),
        shared=Text(
            sv="När du visar filmen får YouTube veta din ip-adress och vilken webbläsare du har, "
            "och kan spara kakor och annat i din webbläsare.",
            en="When you show the video, YouTube learns your IP address and which browser you use, "
            "and may store cookies and other data in your browser.",
        ),
        privacy="https://policies.google.com/privacy",
        adapter="youtube",
        hosts=("www.youtube-nocookie.com",),
        stored=(
            Stored(
                name="VISITOR_INFO1_LIVE",
                purpose=Text(
                    sv="Mäter din bandbredd och väljer hur filmen spelas.",
                    en="Estimates your bandwidth and chooses how the video is played.",
                ),
                duration="limited",
                seconds=180 * DAY,
                host=".youtube-nocookie.com",
                category=THIRD_PARTY.name,
            ),
            Stored(
                name="YSC",
                purpose=Text(
                    sv="Skiljer besök åt och håller reda på vilka filmer som har visats.",
                    en="Tells visits apart and keeps track of which videos were shown.",
                ),
                duration="session",
                host=".youtube-nocookie.com",
                category=THIRD_PARTY.name,
            ),
            Stored(
                name="yt-",
                match="prefix",
                storage="local",
                purpose=Text(
                    sv="Sparar spelarens inställningar och ett slumptal för enheten.",
                    en="Keeps the player's settings and a random number for the device.",
                ),
                duration="lasting",
                host="www.youtube-nocookie.com",
                category=THIRD_PARTY.name,
            ),
        ),
    ),
    SeedService(
        name="vimeo",
        label="Vimeo",
        company="Vimeo.com, Inc.",
        kind=Text(sv="Film", en="Video"),
        country=Text(sv="USA", en="The United States"),
        purpose=Text(sv="Att visa filmer direkt på sidan.", en="To show videos directly on the page."),
        shared=Text(
            sv="När du visar filmen får Vimeo veta din ip-adress och vilken webbläsare du har, "
            "och kan spara kakor i din webbläsare. Vi ber Vimeo att inte spåra dig.",
            en="When you show the video, Vimeo learns your IP address and which browser you use, "
            "and may store cookies in your browser. We ask Vimeo not to track you.",
        ),
        privacy="https://vimeo.com/privacy",
        adapter="vimeo",
        hosts=("player.vimeo.com",),
        stored=(
            Stored(
                name="__cf_bm",
                purpose=Text(
                    sv="Skiljer människor från program som belastar tjänsten.",
                    en="Tells people from programs that burden the service.",
                ),
                duration="limited",
                seconds=30 * 60,
                host=".vimeo.com",
                category=THIRD_PARTY.name,
            ),
        ),
    ),
    SeedService(
        name="openstreetmap",
        label="OpenStreetMap",
        company="OpenStreetMap Foundation",
        kind=Text(sv="Karta", en="Map"),
        country=Text(sv="Storbritannien", en="The United Kingdom"),
        purpose=Text(sv="Att visa kartor direkt på sidan.", en="To show maps directly on the page."),
        shared=Text(
            sv="När du visar kartan får OpenStreetMap veta din ip-adress, vilken webbläsare du har "
            "och vilken plats du tittar på.",
            en="When you show the map, OpenStreetMap learns your IP address, which browser you use "
            "and which place you look at.",
        ),
        privacy="https://osmfoundation.org/wiki/Privacy_Policy",
        adapter="openstreetmap",
        hosts=("www.openstreetmap.org",),
    ),
    SeedService(
        name="instagram",
        label="Instagram",
        company="Meta Platforms Ireland Limited",
        kind=Text(sv="Inlägg", en="Post"),
        country=Text(sv="Irland och USA", en="Ireland and the United States"),
        purpose=Text(
            sv="Att visa inlägg ur sociala medier direkt på sidan.",
            en="To show posts from social media directly on the page.",
        ),
        shared=Text(
            sv="När du visar inlägget får Instagram veta din ip-adress och vilken webbläsare du har, "
            "och kan spara kakor i din webbläsare. Instagram kan inte läsa något på vår sida.",
            en="When you show the post, Instagram learns your IP address and which browser you use, "
            "and may store cookies in your browser. Instagram can read nothing on our page.",
        ),
        privacy="https://privacycenter.instagram.com/policy",
        adapter="instagram",
        mode="script",
        hosts=("www.instagram.com",),
        stored=(
            Stored(
                name="mid",
                purpose=Text(
                    sv="Känner igen din webbläsare hos Instagram.",
                    en="Recognises your browser at Instagram.",
                ),
                duration="limited",
                seconds=400 * DAY,
                host=".instagram.com",
                category=THIRD_PARTY.name,
            ),
            Stored(
                name="ig_did",
                purpose=Text(
                    sv="Ger din enhet ett nummer hos Instagram.",
                    en="Gives your device a number at Instagram.",
                ),
                duration="limited",
                seconds=365 * DAY,
                host=".instagram.com",
                category=THIRD_PARTY.name,
            ),
            Stored(
                name="csrftoken",
                purpose=Text(
                    sv="Skyddar Instagrams formulär mot förfalskning.",
                    en="Protects Instagram's forms against forgery.",
                ),
                duration="limited",
                seconds=400 * DAY,
                host=".instagram.com",
                category=THIRD_PARTY.name,
            ),
        ),
    ),
)
