"""System checks that keep the promises: what would make consent unlawful does not start."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from consent.gate import policies
from consent.registry import checking  # noqa: F401  its own checks
from consent.registry.stored import find_built_in

LONGEST = 182 * 24 * 60 * 60
FIREWALL = "consent.firewall.cookies.SetCookieFirewall"
LEAKS = "consent.firewall.leaks.LeakMiddleware"
PACKAGE = "cookie_consent"
FOREIGN_TAGS = re.compile(rf"\b{PACKAGE}_tags\b|[\"']{PACKAGE}/")
EMBEDDED = frozenset({"data:", "blob:"})
Apps = Sequence[AppConfig] | None


@register()
def check_settings(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
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
    if settings.COOKIE_CONSENT_SAMESITE != "Lax":
        found.append(Error("COOKIE_CONSENT_SAMESITE must be Lax.", id="consent.E011"))
    if settings.COOKIE_CONSENT_LOG_ENABLED:
        words = "COOKIE_CONSENT_LOG_ENABLED must be off: it keeps visitors' addresses, and our evidence none."
        found.append(Error(words, id="consent.E012"))
    return found


@register(Tags.security, deploy=True)
def check_deployment(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """On a public server the consent cookie travels over HTTPS alone."""
    if settings.COOKIE_CONSENT_SECURE:
        return []
    return [Error("COOKIE_CONSENT_SECURE must be on in production.", id="consent.E013")]


@register()
def check_policy(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """No page's Content-Security-Policy names anybody but ourselves: the public one, the gate's own, the desk's."""
    directives: dict[str, list[str]] = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])  # type: ignore[arg-type]  # the stubs see a collection
    found: list[CheckMessage] = [
        Error(f"The page's policy lets {source} in ({name}).", id="consent.E008")
        for name, sources in directives.items()
        for source in sources
        if source not in {NONE, SELF}
    ]
    if list(directives.get("default-src", [])) != [NONE]:
        found.append(Error("The page's policy must begin with default-src 'none'.", id="consent.E009"))
    if list(policies.OWN.get("default-src", [])) != [NONE]:
        found.append(Error("The gate's policy must begin with default-src 'none'.", id="consent.E014"))
    others = [source for sources in policies.OWN.values() for source in sources if source not in {NONE, SELF}]
    found += [
        Error(f"The gate's policy lets {source} in everywhere.", id="consent.E014") for source in others
    ]
    for middleware in list_middleware():
        found += [
            Error(f"The policy of {middleware.__name__} lets {source} in.", id="consent.E015")
            for source in list_foreign(str(getattr(middleware, "POLICY", "")))
        ]
    return found


@register()
def check_middleware(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """The firewall is outermost, what no policy governs is taken out, and the page's policy is sent."""
    found: list[CheckMessage] = []
    if list(settings.MIDDLEWARE[:1]) != [FIREWALL]:
        found.append(Error(f"{FIREWALL} must be the outermost middleware.", id="consent.E016"))
    if LEAKS not in settings.MIDDLEWARE:
        found.append(Error(f"{LEAKS} must be among the middleware.", id="consent.E017"))
    if not any(issubclass(middleware, CSPMiddleware) for middleware in list_middleware()):
        found.append(Error("No middleware sends the page's policy.", id="consent.E018"))
    return found


@register(Tags.urls)
def check_addresses(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """The package's own views are not mounted: they save half a choice, and set a cookie before any."""
    return [
        Error(f"An address leads to {PACKAGE} itself: {pattern.pattern}", id="consent.E019")
        for pattern in list_patterns(get_resolver())
        if str(getattr(pattern.callback, "__module__", "")).split(".")[0] == PACKAGE
    ]


@register()
def check_templates(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """No template of ours asks django-cookie-consent's own filters: they answer by visitor."""
    words = f"{{}} asks {PACKAGE}: a public page is the same for every visitor."
    found: list[CheckMessage] = [
        Error(words.format(path), id="consent.E010")
        for path in list_our_templates(Path(__file__).resolve().parents[1])
        if FOREIGN_TAGS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    found += [
        Error(words.format("The setting TEMPLATES"), id="consent.E010")
        for engine in settings.TEMPLATES
        if PACKAGE in str(engine.get("OPTIONS", {}))
    ]
    return found


def list_our_templates(root: Path) -> Iterable[Path]:
    """Return every template of the apps that live in this project, and of the settings' own folders."""
    folders = [Path(folder) for engine in settings.TEMPLATES for folder in engine.get("DIRS", [])]
    own = [Path(app.path) / "templates" for app in apps.get_app_configs() if Path(app.path).parent == root]
    for folder in (*folders, *own):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def list_foreign(policy: str) -> list[str]:
    """Return the sources of a policy that are neither a word in quotes nor embedded data."""
    directives = [directive.split() for directive in policy.split(";")]
    sources = [source for directive in directives for source in directive[1:]]
    return [source for source in sources if not source.startswith("'") and source not in EMBEDDED]


def list_middleware() -> list[type]:
    """Return the classes of the middleware; functions are left out."""
    found = [import_string(path) for path in settings.MIDDLEWARE]
    return [middleware for middleware in found if isinstance(middleware, type)]


def list_patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Yield every address of the site, however deep it is included."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from list_patterns(pattern)
        else:
            yield pattern
