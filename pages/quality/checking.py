"""Asks every check what it has to say of an object."""

from collections.abc import Collection

from django.db import models

from .completing import check_complete
from .destinations import check_destinations
from .findings import Finding
from .headings import check_headings
from .link_texts import check_link_texts
from .pictures import check_pictures
from .placing import check_named, check_note, check_place
from .posing import check_posing
from .readability import check_readability
from .tables import check_tables
from .translations import check_translated
from .walking import walk

SWEDISH = "sv"


def check_publishable(said_of: models.Model, together: Collection[int] = ()) -> list[Finding]:
    """Return what is wrong with a page or snippet as it stands in memory, errors first.

    `together` are the ids of pages that are published in the same moment, and may be linked to.
    """
    pieces = list(walk(said_of))
    found = [
        *check_headings(pieces),
        *check_link_texts(pieces),
        *check_destinations(pieces, together),
        *check_pictures(pieces),
        *check_tables(pieces),
        *check_posing(pieces),
        *check_translated(said_of),
        *check_place(said_of, together),
        *check_note(said_of),
        *check_named(said_of),
    ]
    if language_of(said_of) == SWEDISH:
        found += check_readability(pieces)
    places = {finding.place for finding in found if finding.stops}
    found += [finding for finding in check_complete(said_of) if finding.place not in places]
    return sorted(found, key=lambda finding: not finding.stops)


def find_errors(said_of: models.Model, together: Collection[int] = ()) -> list[Finding]:
    """Return what keeps the object from being published."""
    return [finding for finding in check_publishable(said_of, together) if finding.stops]


def find_obstacles(said_of: models.Model) -> list[Finding]:
    """Return what would break the site or a plan's codes, whatever an editor has agreed to."""
    placed = [finding for finding in check_place(said_of, ()) if finding.check != "place"]
    return [*check_complete(said_of), *placed]


def language_of(said_of: models.Model) -> str:
    locale = getattr(said_of, "locale", None)
    return locale.language_code if locale is not None else ""
