"""Nobody has a session on a public page, and nothing of one shows in its headers."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.pages.building import build_home

pytestmark = pytest.mark.django_db

PATHS = [
    "/sv/",
    "/sv/kakor/",
    "/sv/prenumerera/",
    "/sv/finns-inte/",
    "/api/v1/plans/",
    "/robots.txt",
    "/sitemap.xml",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_session_cookie_changes_neither_body_nor_headers(client: Client, path: str) -> None:
    build_home()
    plain = client.get(path)
    client.force_login(get_user_model().objects.create_superuser("anna", "anna@example.org", "password"))
    client.cookies["csrftoken"] = "a" * 32
    logged_in = client.get(path)
    assert logged_in.content == plain.content
    assert dict(logged_in.headers) == dict(plain.headers)


def test_an_editor_is_logged_in_at_the_desk(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("anna", "anna@example.org", "password"))
    assert client.get("/admin/").status_code == 200


def test_a_form_at_the_desk_without_its_token_is_refused_in_our_own_words() -> None:
    refused = Client(enforce_csrf_checks=True).post("/admin/login/", {}, headers={"Accept-Language": "sv"})
    assert refused.status_code == 403
    assert "Formuläret togs inte emot" in refused.content.decode()
