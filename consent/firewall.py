"""The Set-Cookie firewall: no answer leaves with a cookie that is not declared or not consented to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SetCookieFirewall:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
