"""A page for every service of the registry that can be shown, and what is known of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing at a service: its address, and the path that the service is asked for when it plays."""

    service: str
    label: str
    url: str
    path: str


EVERY = (
    Shown(
        "youtube",
        "YouTube",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "/embed/dQw4w9WgXcQ?rel=0&playsinline=1",
    ),
    Shown("vimeo", "Vimeo", "https://vimeo.com/76979871/8272103f6e", "/video/76979871?dnt=1&h=8272103f6e"),
    Shown(
        "openstreetmap",
        "OpenStreetMap",
        "https://www.openstreetmap.org/?mlat=59.61&mlon=16.54#map=9/59.7/16.2",
        "/export/embed.html?bbox=",
    ),
    Shown("instagram", "Instagram", "https://www.instagram.com/p/CZKnE2tsk1B/", "/embed.js"),
    Shown("own-films", "Länets filmer", "https://film.example.org/v/1?a=b", "/v/1?a=b"),
)
PAGES = {f"/sv/hos/{shown.service}/": shown for shown in EVERY}
