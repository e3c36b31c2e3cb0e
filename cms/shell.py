"""The site's frame: what every public template may show around its own content."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from pages.choices import PlanStatus
from pages.reading import Entry, as_recorded, rank_plan, read_entries, read_paths

FOOT = ("standard", "accessibility_statement", "privacy")
LANGUAGE_CODES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
SWITCH = {"sv": "På svenska", "en": "In English"}
NOT_YET = {
    "sv": "På svenska (den här sidan finns inte på svenska än)",
    "en": "In English (this page is not in English yet)",
}


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link of the frame; `current` is the value of aria-current, or empty."""

    title: str
    path: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A page in one language; `path` has no host, `url` has."""

    language: str
    label: str
    path: str

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{self.path}"


@dataclass(frozen=True, slots=True)
class Shell:
    """Title and menus in one language."""

    title: str
    menu: list[MenuItem]
    footer: list[MenuItem]


def language_of_path(path: str) -> str | None:
    """Return the language that a public path begins with, or None."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in LANGUAGE_CODES else None


def choose_language(request: HttpRequest) -> str:
    """Return the path's language, else the best of Accept-Language, else Swedish."""
    language = language_of_path(request.path_info)
    if language:
        return language
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        base = wanted.split("-")[0]
        if base in LANGUAGE_CODES:
            return base
    return LANGUAGE_CODES[0]


def describe_site(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html needs, read when a template first asks; no user, session or message."""
    return {"shell": SimpleLazyObject(lambda: read_shell(as_recorded(request.path), current_language()))}


def current_language() -> str:
    """Return the active language as one of ours."""
    active = (get_language() or "").split("-")[0]
    return active if active in LANGUAGE_CODES else LANGUAGE_CODES[0]


def read_shell(path: str, language: str) -> Shell:
    """Return title and menus for a page at `path`. One query."""
    entries = read_entries(language, ("home", "plan", "about", *FOOT)).values()
    home = next((entry for entry in entries if entry.type == "home"), None)
    children = home.children if home else []
    about = [entry for entry in children if entry.type == "about"]
    main = [as_menu_item(entry, path) for entry in [*list_plans(children), *about]]
    subscribe, cookies = reverse(f"workers:subscribe-{language}"), reverse(f"consent:settings-{language}")
    changes = reverse(f"changes:log-{language}")
    return Shell(
        title=home.title if home else settings.WAGTAIL_SITE_NAME,
        menu=[*main, MenuItem(_("Follow the plan"), subscribe, "page" if path == subscribe else "")],
        footer=[
            *(as_menu_item(entry, path) for entry in children if entry.type in ("about", *FOOT)),
            MenuItem(_("Changes"), changes, "page" if path == changes else ""),
            MenuItem(_("Change cookie settings"), cookies),
            MenuItem(_("Follow the plan"), subscribe),
        ],
    )


def list_plans(children: list[Entry]) -> list[Entry]:
    """Return the plans of the menu, the one that applies first; a superseded one only where there is no other."""
    plans = sorted((entry for entry in children if entry.type == "plan"), key=rank_plan)
    return [plan for plan in plans if plan.status != PlanStatus.SUPERSEDED] or plans[:1]


def as_menu_item(entry: Entry, path: str) -> MenuItem:
    """Return the link to an entry; its own page and those below are marked as current."""
    current = "page" if path == entry.path else "true" if path.startswith(entry.path) else ""
    return MenuItem(entry.title, entry.path, current)


def link_languages(keys: list[UUID], language: str, path: str) -> tuple[list[LanguageLink], LanguageLink]:
    """Return the page in each language that has it, and the link that switches language.

    `keys` are the page's and its ancestors', the page's first. Where the other language lacks
    the page, the link says so and leads to the nearest ancestor that it has.
    """
    other = other_language(language)
    paths = read_paths(keys, other)
    if keys and keys[0] in paths:
        translated = LanguageLink(other, SWITCH[other], paths[keys[0]])
        return [LanguageLink(language, SWITCH[language], path), translated], translated
    nearest = next((paths[key] for key in keys if key in paths), f"/{other}/")
    label = NOT_YET[other] if keys else SWITCH[other]
    return [], LanguageLink(other, label, nearest)


def other_language(language: str) -> str:
    """Return the language that a page in `language` links to."""
    return next(code for code in LANGUAGE_CODES if code != language)
