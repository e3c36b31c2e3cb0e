"""By no way does a cookie leave with a public answer: errors, files, pieces, broken middleware."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.base import ContentFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.test import Client
from django.urls import path

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as whole_site
from consent.firewall.leaks import LeakError

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
ALONE = 1  # just inside the firewall, outside everything else


class Careless:
    """Middleware that sets a cookie, by both ways there are, whatever the answer is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.set_cookie("_ga", "1")
        response.headers["set-cookie"] = "_gid=1"
        response.headers["Vary"] = "Cookie"
        return response


class BrokenBefore(Careless):
    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise RuntimeError("broken before the view")


class BrokenAfter(Careless):
    def __call__(self, request: HttpRequest) -> HttpResponse:
        super().__call__(request)
        raise RuntimeError("broken after the view")


def fail(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter(["<p>one</p>", "<p>two</p>"]))


urlpatterns = [
    path("sv/prov/400/", fail(BadRequest("400"))),
    path("sv/prov/403/", fail(PermissionDenied("403"))),
    path("sv/prov/404/", fail(Http404("404"))),
    path("sv/prov/500/", fail(RuntimeError("500"))),
    path("sv/prov/410/", lambda request: HttpResponse("gone", status=410)),
    path("sv/prov/redirect/", lambda request: HttpResponseRedirect("/sv/")),
    path("sv/prov/pieces/", stream),
    path("sv/prov/file/", lambda request: FileResponse(ContentFile(b"%PDF", name="x.pdf"))),
    *whole_site,
]

WAYS = {
    "/": 302,
    "/sv/kakor/": 200,
    "/sv/prov/400/": 400,
    "/sv/prov/403/": 403,
    "/sv/prov/404/": 404,
    "/sv/prov/410/": 410,
    "/sv/prov/500/": 500,
    "/sv/prov/redirect/": 302,
    "/sv/prov/pieces/": 200,
    "/sv/prov/file/": 200,
    "/api/v1/plans/finns-inte/": 404,
    "/api/v1/consent/policy/": 200,
    "/robots.txt": 200,
    "/healthz": 200,
    "/static/prov.css": 200,
    "/media/finns-inte.pdf": 404,
    "/consent/embed/finns-inte/": 404,
    "/consent/statistics.js": 204,
}
# Who raises leaves their files open.
FILES = {"/sv/prov/file/", "/static/prov.css"}


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Client:
    """The site with the ways above, where a leak is taken out and does not raise."""
    settings.ROOT_URLCONF = __name__
    settings.RAISE_ON_LEAK = False
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "prov.css").write_text("p{}", encoding="utf-8")
    return Client(raise_request_exception=False)


def insert(settings: Any, name: str, position: int) -> None:
    chain = list(settings.MIDDLEWARE)
    chain.insert(position, f"{__name__}.{name}")
    settings.MIDDLEWARE = chain


def check(response: Any, address: str) -> None:
    """See that nothing of `Careless` is left, and that a policy holds the answer."""
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert address.startswith("/consent/") or "cookie" not in response.headers.get("Vary", "").lower()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("position", [ALONE, 10_000], ids=["outermost", "innermost"])
def test_no_cookie_leaves_by_any_way(
    site: Client, settings: Any, caplog: pytest.LogCaptureFixture, position: int
) -> None:
    insert(settings, "Careless", position)
    for address, status in WAYS.items():
        caplog.clear()
        response = site.get(address)
        assert (address, response.status_code) == (address, status)
        check(response, address)
        list(response)  # a file is closed when it is read
        if position == ALONE:
            assert "taken out of" in caplog.text, address


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, b"", 403),
        ({"Sec-Fetch-Site": "same-origin"}, b"x=1", 400),
        ({"Sec-Fetch-Site": "same-origin"}, b"x" * 100_000, 413),
        ({"Host": "elsewhere.example"}, b"", 400),
    ],
)
def test_no_cookie_leaves_with_a_refused_form(
    site: Client, settings: Any, headers: dict[str, str], body: bytes, status: int
) -> None:
    insert(settings, "Careless", ALONE)
    response = site.post("/consent/", body, content_type=FORM, headers=headers)
    assert response.status_code == status
    check(response, "/consent/")


@pytest.mark.parametrize("position", [ALONE + 1, 6, 10_000])
@pytest.mark.parametrize("name", ["BrokenBefore", "BrokenAfter"])
def test_no_cookie_leaves_when_middleware_breaks(
    site: Client, settings: Any, name: str, position: int
) -> None:
    insert(settings, name, position)
    insert(settings, "Careless", ALONE)
    for address in ("/sv/kakor/", "/robots.txt", "/api/v1/consent/policy/", "/consent/choice/"):
        response = site.get(address)
        assert response.status_code == 500
        check(response, address)


def test_under_test_a_cookie_raises_by_every_way(site: Client, settings: Any) -> None:
    settings.RAISE_ON_LEAK = True
    insert(settings, "Careless", ALONE)
    loud = Client()
    for address in WAYS.keys() - FILES:
        with pytest.raises(LeakError, match="_ga"):
            loud.get(address)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("x.png", "image/png", "image/png"),
        ("x.html", "text/html", "application/octet-stream"),
        ("x.js", "text/javascript", "application/octet-stream"),
        ("x.css", "text/css", "application/octet-stream"),
        ("x.svg", "image/svg+xml", "application/octet-stream"),
        ("x.xml", "application/xml", "application/octet-stream"),
        ("x.docx", None, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_an_uploaded_file_runs_nowhere(
    site: Client, settings: Any, tmp_path: Path, name: str, kind: str | None, expected: str
) -> None:
    """A page or script that is uploaded has an address of ours, which the policy of a page lets in."""
    file = tmp_path / name
    file.write_bytes(b"<script>alert(1)</script>")
    urlpatterns.insert(0, path(f"media/prov/{name}", lambda request: FileResponse(file.open("rb"))))
    try:
        response = site.get(f"/media/prov/{name}")
    finally:
        del urlpatterns[0]
    assert response.headers["Content-Type"].partition(";")[0] == expected
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith(
        "inline" if kind == "image/png" else "attachment"
    )
    list(response)
