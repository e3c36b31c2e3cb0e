"""Errors as pages or as problem+json, in the visitor's language, and never a stack trace."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cms.shell import choose_language, language_of_path


def respond_with_error(request: HttpRequest, status: HTTPStatus, **context: Any) -> HttpResponse:
    """Answer with an HTML page, or with RFC 9457 JSON under /api/ and for `Accept: application/json`."""
    language = language_of_path(request.path_info) or language_of_form(request) or choose_language(request)
    with translation.override(language):
        if wants_json(request):
            return respond_with_problem(status)
        html = render_to_string(f"errors/{status.value}.html", {"status": status.value, **context}, request)
        response = HttpResponse(html, status=status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = language
        if not language_of_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of_form(request: HttpRequest) -> str | None:
    """Return the language of the page that a form was on; None for a plain look, or a page that has none."""
    if request.method in {"GET", "HEAD"}:
        return None
    try:
        return language_of_path(urlsplit(request.headers.get("Referer", "")).path)
    except ValueError:
        return None


def respond_with_problem(status: HTTPStatus, detail: str = "", **members: Any) -> JsonResponse:
    """Answer with `application/problem+json` (RFC 9457); `members` are its extensions (3.2)."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, **members}
    if detail:
        body["detail"] = detail
    return JsonResponse(body, status=status, content_type="application/problem+json")


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the client asked for JSON rather than a page."""
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith(
        "application/json"
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond_with_error(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond_with_error(request, HTTPStatus.FORBIDDEN)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return respond_with_error(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond_with_error(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return respond_with_error(request, HTTPStatus.INTERNAL_SERVER_ERROR)
