"""A page for every service of the registry that can be shown, and what is known of each."""

from dataclasses import dataclass

from tests.consent.gate.services import MAP, OWN_FILM, POST


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing at a service: its address, and what the service is asked for when it is shown."""

    service: str
    label: str
    kind: str
    url: str
    host: str
    path: str

    @property
    def page(self) -> str:
        return f"/sv/hos/{self.service}/"


EVERY = (
    Shown(
        service="youtube",
        label="YouTube",
        kind="Film",
        url="https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        host="www.youtube-nocookie.com",
        path="/embed/dQw4w9WgXcQ?rel=0&playsinline=1",
    ),
    Shown(
        service="vimeo",
        label="Vimeo",
        kind="Film",
        url="https://vimeo.com/76979871/8272103f6e",
        host="player.vimeo.com",
        path="/video/76979871?dnt=1&h=8272103f6e",
    ),
    Shown(
        service="openstreetmap",
        label="OpenStreetMap",
        kind="Karta",
        url=MAP,
        host="www.openstreetmap.org",
        path="/export/embed.html?bbox=",
    ),
    Shown(
        service="instagram",
        label="Instagram",
        kind="Inlägg",
        url=POST,
        host="www.instagram.com",
        path="/embed.js",
    ),
    Shown(
        service="own-films",
        label="Länets filmer",
        kind="Film",
        url=OWN_FILM,
        host="film.example.org",
        path="/v/1?a=b",
    ),
)
BY_SERVICE = {shown.service: shown for shown in EVERY}
