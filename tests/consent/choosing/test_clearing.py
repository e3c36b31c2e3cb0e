"""What a visitor does not allow is expired wherever a browser may keep it, and nothing else is."""

from http.cookies import Morsel
from typing import Any

import pytest
from django.test import Client

from consent.choosing.clearing import MOST_OCTETS, list_domains, list_paths
from consent.models import Embed
from consent.registry.published import list_own
from tests.consent.asking import consent_to, declare, post, put_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_published")]


def expired(response: Any) -> set[tuple[str, str, str]]:
    """Return the name, path and domain of each cookie that the answer ends."""
    ended: list[Morsel[str]] = [one for one in response.cookies.values() if one["max-age"] == 0]
    return {(one.key, one["path"], one["domain"]) for one in ended}


@pytest.mark.parametrize(
    ("host", "domains"),
    [
        ("plan.region.example.se", ["plan.region.example.se", "region.example.se", "example.se"]),
        ("example.se:8000", ["example.se"]),
        ("localhost", []),
        ("127.0.0.1:8000", []),
        ("[::1]:8000", []),
    ],
)
def test_every_parent_domain_is_tried_but_never_a_top_domain(host: str, domains: list[str]) -> None:
    assert list_domains(host) == domains


@pytest.mark.parametrize(
    ("path", "paths"),
    [
        ("/sv/planen/", ["/sv", "/sv/", "/sv/planen", "/sv/planen/"]),
        ("/sv/planen", ["/sv", "/sv/", "/sv/planen", "/sv/planen/"]),
        ("/", []),
        ("/a/b/c/d/e/f/g/h/", [*list_paths("/a/b/c/d/e/f")]),
    ],
)
def test_every_path_above_the_page_is_tried_with_and_without_its_last_slash(
    path: str, paths: list[str]
) -> None:
    assert list_paths(path) == paths


def test_withdrawing_expires_an_unseen_cookie_on_every_path_and_domain(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    declare("seen", path="/sv/planen/")
    consent_to(client, "statistics")
    response = post(
        client, "/consent/withdraw/", {"next": "/sv/andringar/?sida=2"}, Host="plan.example.se:8000"
    )
    paths = {"/", "/sv/planen/", "/sv", "/sv/", "/sv/andringar", "/sv/andringar/"}
    wanted = {("seen", path, domain) for path in paths for domain in ("", "plan.example.se", "example.se")}
    assert wanted <= expired(response)


@pytest.mark.parametrize(
    ("match", "name"), [("exact", "_pk_id.1.ab"), ("prefix", "_pk_"), ("pattern", "_pk_*.1.*")]
)
def test_a_cookie_that_was_sent_is_expired_by_whatever_declares_it(
    client: Client, match: str, name: str
) -> None:
    declare(name, match=match)
    client.cookies["_pk_id.1.ab"] = "1"
    client.cookies["other"] = "1"
    names = {ended[0] for ended in expired(post(client, "/consent/", {"third-party": "on"}))}
    assert names == {"_pk_id.1.ab"}


def test_a_star_alone_stands_for_anything(client: Client) -> None:
    declare("seen?[a]*", storage="local", match="pattern")
    item = next(one for one in list_own() if one.match == "pattern")
    names = ["seen?[a]", "seen?[a]b", "seenx[a]b", "seen?a", "see"]
    assert [item.names(name) for name in names] == [True, True, False, False, False]


def test_what_is_allowed_stays(client: Client) -> None:
    declare("seen")
    client.cookies["seen"] = "1"
    assert not expired(post(client, "/consent/", {"statistics": "on"}))


@pytest.mark.parametrize("name", ["*", "s*", "cookie_*"])
def test_what_is_necessary_is_never_expired(client: Client, name: str) -> None:
    declare(name, match="pattern")
    declare("shop", category="necessary")
    for sent in ("cookie_consent", "sessionid", "csrftoken", "shop"):
        client.cookies[sent] = "1"
    assert not expired(post(client, "/consent/withdraw/"))


@pytest.mark.parametrize("gate", ["choice/", "statistics.js", "embed/{}/"])
def test_stale_consent_ends_cookies_at_the_next_gate(client: Client, video: Embed, gate: str) -> None:
    path = "/consent/" + gate.format(video.pk)
    declare("seen")
    client.cookies["seen"] = "1"
    consent_to(client, "statistics", days=10)
    assert not expired(client.get(path))
    consent_to(client, "statistics", days=183)
    assert ("seen", "/", "") in expired(client.get(path))


@pytest.mark.parametrize(
    "way_back",
    ["/sv/;Max-Age=99999/", "//[", "/a\r\nb", "/€/å", "/" + "x/" * 500, "javascript:alert(1)"],
)
def test_a_strange_way_back_does_no_harm(client: Client, way_back: str) -> None:
    declare("seen")
    client.cookies["seen"] = "1"
    response = post(client, "/consent/", {"next": way_back})
    assert response.status_code == 303
    assert ("seen", "/", "") in expired(response)
    for ended in response.cookies.values():
        assert ended.OutputString().isascii()
        assert ended.OutputString().count(";") <= 4 or ended.key == "cookie_consent"


def test_the_head_of_an_answer_stays_small(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    declare("_pk_", match="prefix")
    for number in range(80):
        client.cookies[f"_pk_{number}"] = "1"
    response = post(client, "/consent/withdraw/", {"next": "/a/b/c/d/"}, Host="a.b.c.example.se")
    lines = [f"Set-Cookie: {one.OutputString()}\r\n" for one in response.cookies.values() if not one.value]
    assert len(lines) > 30
    assert sum(map(len, lines)) <= MOST_OCTETS


def test_a_name_that_no_header_can_carry_is_left_to_the_loader(client: Client) -> None:
    declare("_pk_", match="prefix")
    response = client.post("/consent/", headers={"Sec-Fetch-Site": "same-origin", "Cookie": "_pk_å(1)=1"})
    assert (response.status_code, expired(response)) == (303, set())


def test_without_scripts_withdrawing_empties_declared_storage(client: Client) -> None:
    assert post(client, "/consent/withdraw/")["Clear-Site-Data"] == '"cache"'
    declare("seen", storage="local")
    assert post(client, "/consent/withdraw/")["Clear-Site-Data"] == '"cache", "storage"'
    as_script = post(client, "/consent/withdraw/", Accept="application/json")
    assert as_script["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in post(Client(), "/consent/", {"statistics": "on"}).headers
    declare("basket", category="necessary", storage="session")
    assert post(client, "/consent/withdraw/")["Clear-Site-Data"] == '"cache"'


def test_a_service_that_is_allowed_keeps_what_it_keeps_with_us(client: Client) -> None:
    from consent.models import Service

    declare("player", category="third-party", service=Service.objects.get(name="youtube"))
    client.cookies["player"] = "1"
    assert not expired(post(client, "/consent/", {"service": ["youtube"]}))
    put_cookie(client)
    assert expired(post(client, "/consent/", {"service": ["vimeo"]}))
