"""The edge of what only our own front ends may ask: an exact origin, no cookie, and nothing kept.

The rest of the API is everybody's; these answers are about one visitor of one front end.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.errors import respond_with_error

ADDRESSES = ("/api/v1/consent/statements/", "/api/v1/consent/embeds/")
ALLOWED = "GET, HEAD, POST, OPTIONS"
KEPT_SECONDS = "3600"


def is_for_front_ends(path: str) -> bool:
    return path.startswith(ADDRESSES)


def find_origin(request: HttpRequest) -> str:
    """Return the front end that asks, or nothing: a browser always says which page sends across origins."""
    origin = request.headers.get("Origin", "")
    return origin if origin in settings.FRONTEND_ORIGINS else ""


def refuse_stranger(request: HttpRequest) -> HttpResponse | None:
    """Return 403 for whoever is no front end of ours, None for who is."""
    return None if find_origin(request) else respond_with_error(request, HTTPStatus.FORBIDDEN)


def allow_front_end(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the front end that asked, and no other, read the answer; credentials are not asked for."""
    response.headers.pop("ETag", None)
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Origin", "Consent-Statement", "Accept-Language"])
    origin = find_origin(request)
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = ALLOWED
        response.headers["Access-Control-Allow-Headers"] = (
            "Accept, Accept-Language, Authorization, Consent-Statement, Content-Type"
        )
        response.headers["Access-Control-Max-Age"] = KEPT_SECONDS
    return response
