"""The edge of the read API: what every answer under /api/ has, errors too."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from cms.errors import respond_with_error
from cms.front_ends import allow_front_end, is_for_front_ends, refuse_stranger

API = "/api/"
ALLOWED = "GET, HEAD, OPTIONS"


class OpenApiMiddleware:
    """Answer HEAD and OPTIONS, refuse what would write, and let every origin read the answer.

    An answer in JSON that has no ETag of its own gets one from its bytes. A problem is written in
    the language that was asked for, so it varies by it; what is said of the plan does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        if is_for_front_ends(request.path):
            return allow_front_end(request, self.answer_front_end(request))
        if request.method == "OPTIONS":
            return allow_everybody(HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED}))
        if request.method == "HEAD":
            request.method = "GET"
            return without_body(self.answer(request))
        return self.answer(request)

    def answer_front_end(self, request: HttpRequest) -> HttpResponse:
        """Answer one of our front ends; nobody else gets past this."""
        refused = refuse_stranger(request)
        if refused is not None:
            return refused
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        if request.method == "HEAD":
            request.method = "GET"
            return without_body(self.get_response(request))
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return refuse_method(request, response.headers["Allow"])
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return allow_everybody(refuse_method(request, ALLOWED))
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Accept-Language"])
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Accept-Language"])
        else:
            response = mark_unchanged(request, response)
        return allow_everybody(response)


def refuse_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """Return 405 as a problem, with the methods that the address takes."""
    refused = respond_with_error(request, HTTPStatus.METHOD_NOT_ALLOWED)
    refused.headers["Allow"] = allowed
    return refused


def mark_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the answer an ETag and its own language, and turn it into a 304 where the client has it."""
    language = getattr(request, "api_language", "")
    response.headers.pop("Content-Language", None)
    if language:
        response.headers["Content-Language"] = language
    if response.status_code != HTTPStatus.OK or "ETag" in response.headers:
        return response
    etag = f'"{sha256(response.content).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    found: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    return found


def allow_everybody(response: HttpResponse) -> HttpResponse:
    """Let a page of any origin read the answer, and ask with conditions."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def without_body(response: HttpResponse) -> HttpResponse:
    """Return the answer to HEAD: the headers of GET, its length too, and nothing behind them."""
    length = str(len(response.content))
    response.content = b""
    response.headers["Content-Length"] = length
    return response
