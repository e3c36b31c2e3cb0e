"""What the web server itself says, and what no view of ours has made, is as bare as everything else."""

import socket

import pytest

from tests.browser.places import on_one_site
from tests.services.asking import ask
from tests.services.site import Site

pytestmark = on_one_site

SECONDS = 10.0
KNOWN_COOKIE = b"Cookie: cookie_consent=x; sessionid=y; _ga=z\r\n"
RAW = {
    "no protocol": b"GET\r\n\r\n",
    "no host": b"GET /sv/ HTTP/1.1\r\n" + KNOWN_COOKIE + b"\r\n",
    "two hosts": b"GET /sv/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a NUL in a field": b"GET /sv/ HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
    "a space in a name": b"GET /sv/ HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n\r\n",
    "two lengths": b"POST /consent/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a length below nothing": b"POST /consent/ HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "a broken chunk": b"POST /consent/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a huge field": b"GET /sv/ HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "many fields": b"GET /sv/ HTTP/1.1\r\nHost: a\r\n" + b"X: 1\r\n" * 2_000 + b"\r\n",
    "a long address": b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "octets in an address": b"GET /sv/\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
    "TLS on a plain port": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64,
    "an old protocol": b"GET /sv/ HTTP/1.0\r\n" + KNOWN_COOKIE + b"\r\n",
    "another's proxy": b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    "a tunnel": b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n\r\n",
}
FORBIDDEN = [
    b"set-cookie:",
    b"refresh:",
    b"link:",
    b"report-to:",
    b"alt-svc:",
    b"traceback",
    b"django",
]


def send(site: Site, octets: bytes) -> bytes:
    """Return all that the server says until it closes, or has nothing more to say."""
    said = b""
    with socket.create_connection(("127.0.0.1", site.port), timeout=SECONDS) as connection:
        try:
            connection.sendall(octets)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                said += piece
        except OSError:  # the server may hang up before it has heard all
            pass
    return said


@pytest.mark.parametrize("name", RAW)
def test_the_servers_own_answer_is_bare(running_site: Site, name: str) -> None:
    said = send(running_site, RAW[name])
    status = said.split(b"\r\n", 1)[0]
    assert b" 5" not in status[8:10], said[:500]
    head = said.partition(b"\r\n\r\n")[0].lower()
    assert [word for word in FORBIDDEN if word in head] == []


def test_files_and_machines_addresses_are_the_same_for_everybody(running_site: Site) -> None:
    page = ask(f"{running_site.base_url}/sv/kakor/").text
    static = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert static
    for path in [*(f"/static/{name}" for name in static), "/", "/healthz", "/sitemap.xml", "/api/v1/plans/"]:
        first = ask(f"{running_site.base_url}{path}")
        again = ask(
            f"{running_site.base_url}{path}", Cookie="cookie_consent=x; sessionid=y; csrftoken=z", Sec_GPC="1"
        )
        assert (again.status, again.body) == (first.status, first.body)
        fields = [[pair for pair in one.fields if pair[0].lower() != "date"] for one in (first, again)]
        assert fields[0] == fields[1]
        assert not first.header("Set-Cookie")
        assert first.header("Content-Security-Policy")
        assert "cookie" not in first.header("Vary").lower()
