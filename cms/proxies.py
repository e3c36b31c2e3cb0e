"""Believes what a reverse proxy says of the visitor's request, when the proxy is one of ours."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class TrustedProxyMiddleware:
    """Take scheme and host from `X-Forwarded-Proto` and `X-Forwarded-Host` of a proxy in TRUSTED_PROXIES.

    The list holds addresses and networks (`10.0.0.0/8`). From anybody else the headers are
    removed, so that nothing further in can be misled by them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = [ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        host = request.META.pop("HTTP_X_FORWARDED_HOST", "")
        if self.trusts(request.META.get("REMOTE_ADDR", "")):
            if scheme in ("http", "https"):
                request.environ["wsgi.url_scheme"] = scheme  # type: ignore[attr-defined]  # every request here is WSGI's
            if host:
                request.META["HTTP_HOST"] = host
        return self.get_response(request)

    def trusts(self, address: str) -> bool:
        """Tell whether the address is one of our proxies'; an address that is none is not."""
        try:
            asked = ip_address(address)
        except ValueError:
            return False
        return any(asked in network for network in self.networks)
