"""The Set-Cookie firewall: no answer leaves with a cookie that is not declared or not consented to.

Outermost of all middleware, so that nothing can add a cookie behind its back.
"""

from collections.abc import Callable
from http.cookies import Morsel

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from consent.categories import NECESSARY
from consent.choosing.decisions import read_decision
from consent.firewall.leaks import is_public, report
from consent.registry.published import find_cookie
from consent.registry.stored import find_built_in

ADMIN = "/admin/"
CONSENT = "/consent/"
VISITORS = frozenset({"cookie", "*"})


class SetCookieFirewall:
    """Lets each cookie through only where it is declared; public answers carry none and vary by none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        problems = [*stop_cookies(request, response), *stop_variation(request, response)]
        report(request, problems)
        return response


def stop_cookies(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Take out of the answer every cookie that may not leave; return what was taken."""
    problems = []
    if "Set-Cookie" in response.headers:
        del response.headers["Set-Cookie"]
        problems.append("a Set-Cookie header written by hand")
    for key, morsel in list(response.cookies.items()):
        reason = find_reason(request, morsel.key, morsel)
        if reason:
            del response.cookies[key]
            problems.append(f"cookie {morsel.key}: {reason}")
    return problems


def find_reason(request: HttpRequest, name: str, morsel: "Morsel[str]") -> str:
    """Return why a cookie may not leave with the answer to this request; empty when it may."""
    if is_public(request.path):
        return "a public answer sets no cookie"
    stored = find_built_in(name) or find_cookie(name)
    if stored is None:
        return "it is not declared"
    ends = morsel["max-age"] == 0 and not morsel.value and stored.category != NECESSARY.name
    if ends or name == settings.COOKIE_CONSENT_NAME:
        return "" if request.path.startswith(CONSENT) else "only a decision may set or expire it"
    if not (morsel["path"] or "/").startswith(stored.path):
        return f"it is declared for {stored.path}, not for {morsel['path']}"
    if stored.path == ADMIN:
        return "" if request.path.startswith(ADMIN) else "it belongs to the admin"
    return "" if read_decision(request).grants(stored.category) else "the visitor has not consented to it"


def stop_variation(request: HttpRequest, response: HttpResponse) -> list[str]:
    """Take `Cookie`, and `*`, out of the `Vary` of a public answer: it is the same for every visitor."""
    named = [one.strip() for one in response.headers.get("Vary", "").split(",") if one.strip()]
    if not VISITORS & {one.lower() for one in named} or not is_public(request.path):
        return []
    if getattr(request, "is_dummy", False):
        return []
    del response.headers["Vary"]
    others = [one for one in named if one.lower() not in VISITORS]
    if others:
        patch_vary_headers(response, others)
    return ["a public answer that varies by cookie"]
