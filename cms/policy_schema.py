"""The exact shape of the consent policy in the API."""

from ninja import Schema


class Service(Schema):
    """Somebody whose content a yes would let in."""

    name: str
    label: str
    kind: str
    company: str
    country: str
    shared: str
    privacy: str
    host: str


class Stored(Schema):
    """One thing that is stored in a browser. `host` is empty for what is ours."""

    name: str
    kind: str
    owner: str
    host: str
    path: str
    purpose: str
    lifetime: str


class Category(Schema):
    """One category and the revision that a consent to it must name."""

    revision: str
    name: str
    required: bool
    label: str
    purpose: str
    services: list[Service]
    stored: list[Stored]


class Policy(Schema):
    """Categories, services and texts in one language; times in days."""

    language: str
    revision: str
    lifetime_days: int
    content_security_policy: str
    categories: list[Category]
