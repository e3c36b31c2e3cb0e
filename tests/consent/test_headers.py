"""An answer carries the header fields that we know, and a policy that names nobody but ourselves."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from consent.firewall.headers import STRICTEST
from consent.firewall.leaks import LeakError, LeakMiddleware

POLICY = "default-src 'self'"
STOPPED = [
    ("Refresh", "0;url=https://evil.example/"),
    ("Link", "<https://evil.example>; rel=preconnect"),
    ("Link", '</a>; rel="next", <https://evil.example/x.js>; rel="preload"; as=script'),
    ("Link", '<https://evil.example>;REL="x dns-prefetch"'),
    ("Link", "<https://evil.example/x.css>; rel=stylesheet"),
    ("Link", "<https://evil.example/>; rel=of-next-year"),
    ("Link", '<https://evil.example/>; title="; rel=next"; rel=preconnect'),
    ("Link", "<https://evil.example/>; rel=preconnect; rel=next"),
    ("Link", "<https://evil.example/>; crossorigin, </x>; rel=next"),
    ("Speculation-Rules", '"https://evil.example/rules.json"'),
    ("Reporting-Endpoints", 'all="https://evil.example/"'),
    ("Report-To", '{"group":"all","endpoints":[{"url":"https://evil.example/"}]}'),
    ("NEL", '{"report_to":"all","max_age":1}'),
    ("Content-Security-Policy-Report-Only", "default-src 'none'; report-uri https://evil.example/"),
    ("Cross-Origin-Opener-Policy", 'same-origin; report-to="all"'),
    ("Content-Location", "https://evil.example/"),
    ("SourceMap", "https://evil.example/x.map"),
    ("X-SourceMap", "https://evil.example/x.map"),
    ("Alt-Svc", 'h2="evil.example:443"'),
    ("Expect-CT", 'max-age=1, report-uri="https://evil.example/"'),
    ("X-XSS-Protection", "1; report=https://evil.example/"),
    ("Attribution-Reporting-Redirect", "https://evil.example/"),
    ("X-Of-Next-Year", "https://evil.example/"),
]
KNOWN = [
    ("Link", '</api/v1/changes/?after=1>; rel="next"'),
    ("Link", '<https://elsewhere.example/>; rel="alternate"; hreflang=en, </x>; rel=canonical'),
    ("Location", "https://elsewhere.example/report-to"),
    ("Retry-After", "60"),
]


def answer(header: tuple[str, str], path: str = "/sv/", policy: str = POLICY) -> HttpResponse:
    def view(_request: object) -> HttpResponse:
        headers = {"Content-Security-Policy": policy} if policy else {}
        return HttpResponse("ok", content_type="text/plain", headers={**headers, header[0]: header[1]})

    response = LeakMiddleware(view)(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("path", ["/sv/", "/api/v1/plans/", "/consent/embed/x/"])
@pytest.mark.parametrize("header", STOPPED, ids=lambda header: header[0])
def test_a_header_that_can_reach_another_host_is_taken_out(
    header: tuple[str, str], path: str, settings: Any
) -> None:
    with pytest.raises(LeakError, match=header[0]):
        answer(header, path)
    settings.RAISE_ON_LEAK = False
    assert header[0] not in answer(header, path).headers


@pytest.mark.parametrize("header", KNOWN, ids=lambda header: header[0])
def test_a_header_that_we_use_stays(header: tuple[str, str]) -> None:
    assert answer(header).headers[header[0]] == header[1]


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "img-src https://evil.example",
        "default-src *",
        "script-src 'self' https:",
        "default-src 'self'; report-uri https://evil.example/",
        "default-src 'self'; REPORT-TO all",
    ],
)
def test_a_public_answer_without_a_right_policy_gets_the_strictest(policy: str, settings: Any) -> None:
    with pytest.raises(LeakError, match="the policy"):
        answer(("Allow", "GET"), policy=policy)
    settings.RAISE_ON_LEAK = False
    assert answer(("Allow", "GET"), policy=policy).headers["Content-Security-Policy"] == STRICTEST


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/sv/kakor/", "/static/consent/loader.js", "/robots.txt", "/sv/finns-inte/"]
)
def test_every_answer_has_a_policy(client: Client, path: str) -> None:
    assert client.get(path).headers["Content-Security-Policy"]
