"""The tables of the publication record, below everything that writes or reads them."""

from .publication import Publication, PublicationQuerySet, was_said
from .site_version import SiteVersion

__all__ = ["Publication", "PublicationQuerySet", "SiteVersion", "was_said"]
