"""Only a proxy of ours may say how a visitor came."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from cms.proxies import TrustedProxyMiddleware


def seen_through(settings: Settings, address: str) -> tuple[str, str]:
    """Return scheme and host that the site sees of a forwarded request from that address."""
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "::1"]
    settings.ALLOWED_HOSTS = ["testserver", "plan.example"]
    seen: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "plan.example"}
    TrustedProxyMiddleware(answer)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))
    return seen[0].scheme or "", seen[0].get_host()


@pytest.mark.parametrize("address", ["10.1.2.3", "::1"])
def test_a_proxy_of_ours_is_believed(settings: Settings, address: str) -> None:
    assert seen_through(settings, address) == ("https", "plan.example")


@pytest.mark.parametrize("address", ["192.0.2.7", "", "nonsense"])
def test_anybody_else_is_not_believed(settings: Settings, address: str) -> None:
    assert seen_through(settings, address) == ("http", "testserver")
