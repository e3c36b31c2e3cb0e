"""No cookie leaves that is not declared, consented to, and in its place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from consent.firewall.cookies import SetCookieFirewall
from consent.firewall.leaks import LeakError
from tests.consent.asking import consent_to, declare, now, post, put_cookie

pytestmark = pytest.mark.django_db

Answer = Callable[[HttpResponse], object]


def pass_through(path: str, change: Answer, cookies: dict[str, str] | None = None) -> HttpResponse:
    """Send a request to `path` through the firewall to a view that changes its answer."""
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies or {})

    def view(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse("ok")
        change(response)
        return response

    return SetCookieFirewall(view)(request)


@pytest.fixture
def optional_cookie(db: None) -> str:
    return declare("seen").name


@pytest.mark.parametrize("path", ["/", "/sv/planen/", "/api/v1/plans/", "/sv/kakor/", "/administration/"])
@pytest.mark.parametrize("name", ["cookie_consent", "sessionid", "csrftoken", "_ga"])
def test_a_public_answer_sets_no_cookie(path: str, name: str) -> None:
    with pytest.raises(LeakError, match=name):
        pass_through(path, lambda response: response.set_cookie(name, "1"))


@pytest.mark.parametrize("path", ["/admin/", "/consent/"])
def test_an_undeclared_cookie_never_leaves(path: str) -> None:
    with pytest.raises(LeakError, match="not declared"):
        pass_through(path, lambda response: response.set_cookie("_ga", "1"))


def test_outside_the_tests_the_cookie_is_taken_out_and_logged(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.RAISE_ON_LEAK = False
    response = pass_through("/sv/", lambda response: response.set_cookie("_ga", "1"))
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie _ga" in caplog.text


def test_the_session_belongs_to_the_admin() -> None:
    response = pass_through(
        "/admin/login/", lambda response: response.set_cookie("sessionid", "1", path="/admin/")
    )
    assert "sessionid" in response.cookies
    with pytest.raises(LeakError, match="/admin/"):
        pass_through("/admin/login/", lambda response: response.set_cookie("sessionid", "1"))
    with pytest.raises(LeakError, match="admin"):
        pass_through("/consent/", lambda response: response.set_cookie("sessionid", "1", path="/admin/"))


def set_optional(response: HttpResponse) -> None:
    response.set_cookie("seen", "1")


def test_an_optional_cookie_leaves_with_consent(client: Client, optional_cookie: str) -> None:
    consent_to(client, "statistics")
    given = {"cookie_consent": client.cookies["cookie_consent"].value}
    assert optional_cookie in pass_through("/consent/hit/", set_optional, given).cookies


@pytest.mark.parametrize(
    "state", ["none", "refused", "another", "stale", "old", "ahead", "forged", "damaged"]
)
def test_an_optional_cookie_does_not_leave_without(client: Client, optional_cookie: str, state: str) -> None:
    if state in ("refused", "another"):
        consent_to(client, *(["third-party"] if state == "another" else []))
    elif state == "stale":
        put_cookie(client, decided=now(), statistics=now(500), third_party="-1")
    elif state == "forged":
        put_cookie(client, decided=now(), statistics="z", third_party="z")
    elif state != "none":
        consent_to(client, "statistics", days={"old": 183, "ahead": -1}.get(state, 0))
    given = {name: morsel.value for name, morsel in client.cookies.items()}
    if state == "damaged":
        given = {name: value.replace("=", ":") for name, value in given.items()}
    with pytest.raises(LeakError, match="not consented"):
        pass_through("/consent/hit/", set_optional, given)


def test_an_optional_cookie_may_be_expired_without_consent(optional_cookie: str) -> None:
    response = pass_through("/consent/withdraw/", lambda response: response.delete_cookie(optional_cookie))
    assert response.cookies[optional_cookie]["max-age"] == 0


def test_a_header_written_by_hand_does_not_slip_through() -> None:
    with pytest.raises(LeakError, match="by hand"):
        pass_through("/admin/", lambda response: response.headers.__setitem__("Set-Cookie", "sessionid=1"))


@pytest.mark.parametrize("by", ["Accept-Language, Cookie", "cookie", "*"])
def test_a_public_answer_does_not_vary_by_visitor(settings: Any, by: str) -> None:
    def vary(response: HttpResponse) -> None:
        response.headers["Vary"] = by

    with pytest.raises(LeakError, match="varies"):
        pass_through("/sv/", vary)
    assert pass_through("/admin/", vary)["Vary"] == by
    settings.RAISE_ON_LEAK = False
    left = "Accept-Language" if "," in by else None
    assert pass_through("/sv/", vary).headers.get("Vary") == left


def test_where_nothing_else_varies_no_empty_vary_is_left(settings: Any) -> None:
    settings.RAISE_ON_LEAK = False
    response = pass_through("/sv/", lambda response: response.headers.__setitem__("Vary", "Cookie"))
    assert "Vary" not in response.headers


@pytest.mark.parametrize("cookie", ["sessionid=abc", "sessionid=a-session-long-gone", "csrftoken=damaged"])
def test_a_cookie_of_the_admin_changes_no_header_of_a_public_page(settings: Any, cookie: str) -> None:
    settings.RAISE_ON_LEAK = False
    name, value = cookie.split("=")
    client = Client()
    client.cookies[name] = value
    response = client.get("/sv/kakor/")
    assert dict(response.headers) == dict(Client().get("/sv/kakor/").headers)
    assert not response.cookies


def test_a_decision_passes_the_whole_stack(client: Client) -> None:
    assert "cookie_consent" in post(client, "/consent/", {"statistics": "on"}).cookies


def test_logging_in_passes_the_whole_stack(client: Client) -> None:
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert set(response.cookies) <= {"csrftoken", "sessionid"}
