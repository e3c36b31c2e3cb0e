"""System checks that keep the promises: what would make consent unlawful does not start."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from consent.categories import CATEGORIES
from consent.registry.seeds import BANNER_TEXT, BANNER_TITLE, SERVICES
from consent.registry.stored import STORED, find_built_in
from consent.texts import ACCEPT, CHOOSE, REFUSE, Text

NAMES = ("necessary", "statistics", "third-party")
LONGEST = 182 * 24 * 60 * 60
FOREIGN_TAGS = "cookie_consent_tags"


@register()
def check_settings(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Consent is opt-in, readable by the loader, at most 182 days old, and secure where the site is."""
    found: list[CheckMessage] = []
    if settings.COOKIE_CONSENT_OPT_OUT:
        found.append(Error("COOKIE_CONSENT_OPT_OUT must be off: silence is no consent.", id="consent.E001"))
    if settings.SITE_URL.startswith("https:") and not settings.COOKIE_CONSENT_SECURE:
        found.append(Error("COOKIE_CONSENT_SECURE must be on where SITE_URL is https.", id="consent.E002"))
    if not 0 < settings.COOKIE_CONSENT_MAX_AGE <= LONGEST:
        found.append(Error("COOKIE_CONSENT_MAX_AGE must be at most 182 days.", id="consent.E003"))
    if settings.COOKIE_CONSENT_HTTPONLY:
        found.append(Error("COOKIE_CONSENT_HTTPONLY must be off: the loader reads it.", id="consent.E004"))
    found.extend(
        Error(f"The cookie {name} is not declared in consent/registry/stored.py.", id="consent.E005")
        for name in (settings.COOKIE_CONSENT_NAME, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        if find_built_in(name) is None
    )
    return found


@register()
def check_registry(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """The categories are the three that are promised, and every text stands in both languages."""
    found: list[CheckMessage] = []
    if tuple(category.name for category in CATEGORIES) != NAMES:
        found.append(Error(f"The categories are fixed: {', '.join(NAMES)}.", id="consent.E006"))
    found.extend(
        Error(f"A text of the registry is missing: {place}.", id="consent.E007")
        for place, text in list_texts()
        if not (text.sv.strip() and text.en.strip())
    )
    return found


@register()
def check_policy(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """The page's Content-Security-Policy names nobody but ourselves."""
    directives: dict[str, list[str]] = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])  # type: ignore[arg-type]  # the stubs see a collection
    found: list[CheckMessage] = [
        Error(f"The page's policy lets {source} in ({name}).", id="consent.E008")
        for name, sources in directives.items()
        for source in sources
        if source not in {NONE, SELF}
    ]
    if list(directives.get("default-src", [])) != [NONE]:
        found.append(Error("The page's policy must begin with default-src 'none'.", id="consent.E009"))
    return found


@register()
def check_templates(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """No template of ours asks django-cookie-consent's own filters: they answer by visitor."""
    return [
        Error(f"{path} loads {FOREIGN_TAGS}: a public page is the same for every visitor.", id="consent.E010")
        for path in list_our_templates(Path(__file__).resolve().parents[1])
        if FOREIGN_TAGS in path.read_text(encoding="utf-8")
    ]


def list_texts() -> Iterator[tuple[str, Text]]:
    """Yield every text that the code gives the registry, with its place; publishing checks what editors write."""
    fixed = {"banner.title": BANNER_TITLE, "banner.text": BANNER_TEXT}
    yield from {**fixed, "refuse": REFUSE, "accept": ACCEPT, "choose": CHOOSE}.items()
    for category in CATEGORIES:
        yield from (
            (f"{category.name}.label", category.label),
            (f"{category.name}.purpose", category.purpose),
        )
    for stored in (*STORED, *(one for service in SERVICES for one in service.stored)):
        yield f"{stored.name}.purpose", stored.purpose
    for service in SERVICES:
        for part in ("kind", "country", "purpose", "shared"):
            yield f"{service.name}.{part}", getattr(service, part)


def list_our_templates(root: Path) -> Iterable[Path]:
    """Return the HTML templates of the apps that live in this project."""
    for app in apps.get_app_configs():
        if Path(app.path).parent == root:
            yield from sorted((Path(app.path) / "templates").rglob("*.html"))
