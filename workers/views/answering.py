"""What all our pages share: their language, their other language, and no copy in any cache."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from workers.models import Language

RETRY_SECONDS = 30


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    private: bool = False,
) -> HttpResponse:
    """Render a page; a private one (reached by somebody's own link) is kept by no cache or index."""
    response = render(request, f"workers/{template}.html", context, status=status)
    if private:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
    return response


def answer_later(
    request: HttpRequest, template: str, context: dict[str, Any], *, private: bool = False
) -> HttpResponse:
    """Show the page again with what was typed, and say that it could not be saved now."""
    context = {**context, "unsaved": True}
    response = answer(request, template, context, status=HTTPStatus.SERVICE_UNAVAILABLE, private=private)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def answer_in(
    request: HttpRequest, language: str, template: str, context: dict[str, Any], *, later: bool = False
) -> HttpResponse:
    """Render a private page whose path names no language, with a link to itself in the other one."""
    alternates = {code: f"{request.path}?language={code}" for code in Language.values}
    render_page = answer_later if later else answer
    with translation.override(language):
        response = render_page(request, template, {**context, "alternates": alternates}, private=True)
    response.headers["Content-Language"] = language
    return response


def asked_language(request: HttpRequest) -> str | None:
    """The language that the address's query asks for, or None."""
    asked = request.GET.get("language")
    return asked if asked in Language.values else None


def pair(name: str, *args: str) -> dict[str, str]:
    """Return the address of one of our pages in each language."""
    return {language: reverse(f"workers:{name}-{language}", args=args) for language in Language.values}


def answer_expired(request: HttpRequest, language: str) -> HttpResponse:
    """Say that a link is too old, and where to get another."""
    alternates = pair("subscribe")
    context = {"subscribe_url": alternates[language], "alternates": alternates}
    return answer(request, "expired", context, status=HTTPStatus.GONE, private=True)
