"""What every public request passes: one check for forms, and a language that the path decides."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from math import inf
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from cms.errors import respond_with_error
from cms.shell import LANGUAGE_CODES, choose_language, language_of_path

log = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ADMIN = "/admin/"
# A front end posts from an origin of its own; its edge has checked which (`cms.front_ends`).
# A mail provider signs what it reports, many reports at a time (`workers.views.tracking`).
REPORTS = "/webhooks/mail/"
ANY_ORIGIN = ("/unsubscribe/", "/api/v1/consent/statements/", REPORTS)


class PublicFormMiddleware:
    """Let a public form through only when our own page sent it, and only when it is small.

    A token would need a cookie, and a cookie would make the page differ between visitors.
    `Sec-Fetch-Site` is absent on plain http with a name that is not loopback; then `Origin`
    must equal the request's own. When neither is sent the answer is 403.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN):
            return self.get_response(request)
        if request.method in SAFE_METHODS:
            return self.say_what_is_allowed(request, self.get_response(request))
        if content_length(request) > find_limit(request):
            return respond_with_error(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not request.path.startswith(ANY_ORIGIN) and not came_from_us(request):
            log.warning("refused a form from another origin: %s", request.path)
            return respond_with_error(request, HTTPStatus.FORBIDDEN)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # noqa: SLF001  Django's own name for it
        return self.say_what_is_allowed(request, self.get_response(request))

    def say_what_is_allowed(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Put a page in the place of Django's empty answer to a method that an address does not take."""
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = respond_with_error(request, HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers.get("Allow", "GET")
        return page


class ConstantPolicyMiddleware(CSPMiddleware):
    """django-csp with its directives in order.

    It joins them as a set, so that two processes of one site send different bytes [measured].
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = response.headers.get("Content-Security-Policy")
        response = super().process_response(request, response)
        policy = response.headers.get("Content-Security-Policy")
        if own is None and policy is not None:
            response.headers["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
        return response


class AdminPolicyMiddleware:
    """Give the admin a policy of its own, and let its editor frame the preview of a page.

    Wagtail's admin has inline scripts and styles; no other host is allowed here either. A preview
    comes through the whole stack with the public path, so it already carries the public policy.
    """

    POLICY = (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
        "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'; manifest-src 'self'"
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            public = response.headers.get("Content-Security-Policy")
            own = (
                public.replace("frame-ancestors 'none'", "frame-ancestors 'self'") if public else self.POLICY
            )
            response.headers["Content-Security-Policy"] = own
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class PublicLocaleMiddleware(LocaleMiddleware):
    """Take the language from /sv/ or /en/; elsewhere from the request, and never redirect to find one.

    Django's own middleware turns an unknown /api/ address into a redirect to /sv/api/.
    """

    def process_request(self, request: HttpRequest) -> None:
        language = choose_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]  # the stubs name the base class
        if language_of_path(request.path_info) or request.path_info.startswith(ADMIN):
            response.headers.setdefault("Content-Language", translation.get_language() or LANGUAGE_CODES[0])
        return response


def find_limit(request: HttpRequest) -> int:
    """Return how many octets a request may bring."""
    reports = request.path.startswith(REPORTS)
    return int(settings.REPORTS_MAX_BYTES if reports else settings.PUBLIC_FORM_MAX_BYTES)


def content_length(request: HttpRequest) -> float:
    """Return the announced length in octets; 0 when it is missing or no number.

    A body in chunks announces none (RFC 9112, 6.1), and Django reads it as an empty form: a refusal.
    """
    if "Transfer-Encoding" in request.headers:
        return inf
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def came_from_us(request: HttpRequest) -> bool:
    """Tell whether the browser says that a page of this origin sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())
