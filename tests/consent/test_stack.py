"""Both doors stand in the whole stack, outside everything that could be careless."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.consent.asking import consent_to, declare

pytestmark = pytest.mark.django_db

REFRESH = "0; url=https://elsewhere.example/"


class Careless:
    """An add-on that sets a cookie, varies by it, and sends the visitor elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.set_cookie("_ga", "1")
        response.set_cookie("seen", "1")
        response.headers["Vary"] = "Cookie"
        response.headers["Refresh"] = REFRESH
        response.content += f'<meta http-equiv="refresh" content="{REFRESH}">'.encode()
        return response


@pytest.fixture
def careless(settings: Any) -> None:
    """Put the add-on where add-ons go, and let what it does be taken out and not raise."""
    settings.RAISE_ON_LEAK = False
    first, *others = settings.MIDDLEWARE
    where = others.index("cms.middleware.AdminPolicyMiddleware")
    settings.MIDDLEWARE = [first, *others[:where], f"{__name__}.Careless", *others[where:]]


def test_a_cookie_that_an_add_on_sets_never_leaves_the_site(client: Client, careless: None) -> None:
    response = client.get("/sv/kakor/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_declared_cookie_leaves_only_with_consent_and_from_behind_a_gate(
    client: Client, careless: None
) -> None:
    declare("seen")
    assert not client.get("/consent/choice/").cookies
    consent_to(client, "statistics")
    assert set(client.get("/consent/choice/").cookies) == {"seen"}
    assert not client.get("/sv/kakor/").cookies


def test_what_an_add_on_lets_leak_never_leaves_the_site(client: Client, careless: None) -> None:
    response = client.get("/sv/kakor/")
    assert "Refresh" not in response.headers
    assert REFRESH not in response.content.decode()


def test_the_cookie_firewall_is_the_outermost_of_all(settings: Any) -> None:
    """Whatever stood outside it could set a cookie behind its back."""
    assert settings.MIDDLEWARE[0] == "consent.firewall.cookies.SetCookieFirewall"
