"""Sessions, tokens, log-ins and messages exist under /admin/ and nowhere else.

A public answer that looked at a session would differ between visitors, if only in `Vary`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

DESK = "/admin/"


class DeskSessionMiddleware(SessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(DESK):
            super().process_request(request)
        else:
            request.session = {}  # type: ignore[assignment]  # nobody has one here, and nobody gets one

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith(DESK):
            return super().process_response(request, response)
        return response


class DeskAuthenticationMiddleware(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(DESK):
            super().process_request(request)
        else:
            request.user = AnonymousUser()


class DeskMessageMiddleware(MessageMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(DESK):
            super().process_request(request)


class DeskCsrfMiddleware(CsrfViewMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(DESK):
            super().process_request(request)

    def process_view(
        self, request: HttpRequest, callback: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseForbidden | None:
        if request.path.startswith(DESK):
            return super().process_view(request, callback, args, kwargs)
        return None
