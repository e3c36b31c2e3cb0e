"""OpenStreetMap: a map around a place, with a marker where the address has one."""

import re
from math import atan, cos, degrees, log, log2, pi, radians, sinh, tan
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlencode

from consent.registry.adapters.adapter import Adapter

HOST = "www.openstreetmap.org"
HOSTS = frozenset({HOST, "openstreetmap.org", "osm.org", "www.osm.org"})
MAP = re.compile(
    r"(?:[^#]*&)?map=([0-9]{1,2})/(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)/(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)(?:&.*)?"
)
NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?")

Place = tuple[float, float]
"""Latitude and longitude in degrees."""

DEEPEST, MARKED = 19, 16
FURTHEST_NORTH, FURTHEST_EAST = 85.0, 180.0
TILE = 256
WIDTH, HEIGHT = 640, 360
WORLD: Final = 2 * pi


def read_openstreetmap(parts: SplitResult) -> str | None:
    """Return `zoom/lat/lon`, and `/lat/lon` of a marker, from a map's address or from its embedded form.

    Latitudes beyond 85° and a zoom above 19 are no map of theirs.
    """
    if (parts.hostname or "") not in HOSTS:
        return None
    query = parse_qs(parts.query)
    if parts.path == "/export/embed.html":
        return read_embedded(query)
    marker = read_place((query.get("mlat") or [""])[0], (query.get("mlon") or [""])[0])
    found = MAP.fullmatch(parts.fragment)
    centre = read_place(found[2], found[3]) if found else marker
    zoom = int(found[1]) if found else MARKED
    return write_reference(zoom, centre, marker)


def read_embedded(query: dict[str, list[str]]) -> str | None:
    """Return the reference for `bbox=west,south,east,north` and `marker=lat,lon`."""
    box = (query.get("bbox") or [""])[0].split(",")
    if len(box) != 4:  # noqa: PLR2004  a box has four sides
        return None
    corner, opposite = read_place(box[1], box[0]), read_place(box[3], box[2])
    if corner is None or opposite is None or opposite[0] <= corner[0] or opposite[1] <= corner[1]:
        return None
    zoom = round(log2(360 * WIDTH / TILE / (opposite[1] - corner[1])))
    centre = ((corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2)
    marker = (query.get("marker") or [""])[0].split(",")
    return write_reference(min(zoom, DEEPEST), centre, read_place(*marker) if len(marker) == 2 else None)  # noqa: PLR2004


def read_place(latitude: str, longitude: str) -> Place | None:
    """Return a place, or None when either is no number or lies off the map."""
    if not (NUMBER.fullmatch(latitude) and NUMBER.fullmatch(longitude)):
        return None
    place = float(latitude), float(longitude)
    return place if abs(place[0]) <= FURTHEST_NORTH and abs(place[1]) <= FURTHEST_EAST else None


def write_reference(zoom: int, centre: Place | None, marker: Place | None) -> str | None:
    """Return the reference with five decimals, about a metre."""
    if centre is None or not 0 <= zoom <= DEEPEST:
        return None
    return "/".join([str(zoom), *(f"{one:.5f}" for one in (*centre, *(marker or ())))])


def split_reference(reference: str) -> tuple[int, list[str]]:
    """Return the zoom, and two or four degrees as they are written."""
    zoom, *written = reference.split("/")
    return int(zoom), written


def find_box(zoom: int, centre: Place) -> tuple[float, float, float, float]:
    """Return west, south, east and north of what a frame of 640 by 360 pixels shows (Web Mercator)."""
    pixel = WORLD / (TILE * 2**zoom)
    latitude, longitude = radians(centre[0]), centre[1]
    middle = log(tan(latitude) + 1 / cos(latitude))
    aside = degrees(pixel * WIDTH / 2)
    south, north = (degrees(atan(sinh(middle + sign * pixel * HEIGHT / 2))) for sign in (-1, 1))
    return max(longitude - aside, -FURTHEST_EAST), south, min(longitude + aside, FURTHEST_EAST), north


def frame_openstreetmap(reference: str) -> str:
    """Return the address of the map to frame."""
    zoom, written = split_reference(reference)
    box = find_box(zoom, (float(written[0]), float(written[1])))
    query = {"bbox": ",".join(f"{one:.5f}" for one in box), "layer": "mapnik"}
    if written[2:]:
        query["marker"] = ",".join(written[2:])
    return f"https://{HOST}/export/embed.html?{urlencode(query)}"


def find_openstreetmap(reference: str) -> str:
    """Return the address of the same map at the provider."""
    zoom, written = split_reference(reference)
    query = f"?mlat={written[2]}&mlon={written[3]}" if written[2:] else ""
    return f"https://{HOST}/{query}#map={zoom}/{written[0]}/{written[1]}"


OPENSTREETMAP = Adapter(
    name="openstreetmap",
    mode="frame",
    hosts=(HOST,),
    read=read_openstreetmap,
    original=find_openstreetmap,
    frame=frame_openstreetmap,
    shape="map",
)
