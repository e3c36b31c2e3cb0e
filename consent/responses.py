"""Answers from under /consent/: private, never stored, and with a policy of their own."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from consent.gate.policies import OWN, Directives

LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
SETTINGS_PATHS = {"sv": "/sv/kakor/", "en": "/en/cookies/"}


def keep_private(response: HttpResponseBase) -> None:
    """Say that nobody may keep this answer."""
    response["Cache-Control"] = "private, no-store"


def frame(response: HttpResponse, directives: Directives = OWN, origins: Sequence[str] | None = None) -> None:
    """Let our own pages, and our front ends or these `origins`, frame this document; it may load no more."""
    keep_private(response)
    ancestors = ("'self'", *(settings.FRONTEND_ORIGINS if origins is None else origins))
    whole = {**directives, "base-uri": ("'none'",), "frame-ancestors": ancestors}
    response["Content-Security-Policy"] = "; ".join(f"{name} {' '.join(to)}" for name, to in whole.items())
    response.xframe_options_exempt = True


def choose_language(request: HttpRequest) -> str:
    """Return the language that a framed document was asked in, else the request's own."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else (translation.get_language() or "sv")


def choose_return(request: HttpRequest) -> str:
    """Return the path to go back to, in ASCII: the form's `next` when it is ours, else the settings page.

    A control character or half a surrogate pair cannot stand in a header, and is in no path of ours.
    """
    wanted = request.POST.get("next", "")
    is_own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    if is_own and wanted.isprintable():
        return iri_to_uri(wanted)
    return SETTINGS_PATHS.get(choose_form_language(request), SETTINGS_PATHS["sv"])


def choose_form_language(request: HttpRequest) -> str:
    """Return the language of the page that a form was on, which `next` begins with; else the request's own."""
    wanted = request.POST.get("next", "")
    first = wanted.split("/", 2)[1] if wanted.startswith("/") and not wanted.startswith("//") else ""
    return first if first in LANGUAGES else (translation.get_language() or "sv")
