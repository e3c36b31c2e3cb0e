"""The one write path: a whole choice, in one cookie, or a clear refusal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from cookie_consent.util import parse_cookie_str
from django.test import Client

from consent.models import Evidence, Service
from consent.registry.comparing import Meaning
from consent.registry.published import forget_policy, read_current
from consent.registry.publishing import publish_registry
from tests.consent.asking import OWN, consent_to, declare, now, post, put_cookie

pytestmark = pytest.mark.django_db

JSON = "application/json"


def read_cookie(response: Any) -> dict[str, str]:
    return parse_cookie_str(response.cookies["cookie_consent"].value)


def test_a_mixed_choice_is_saved_whole(client: Client) -> None:
    response = post(client, "/consent/", {"statistics": "on", "next": "/sv/planen/"})
    assert (response.status_code, response["Location"]) == (303, "/sv/planen/")
    saved = read_cookie(response)
    assert saved.pop("decided")
    assert saved == {"statistics": read_current().revisions["statistics"], "third-party": "-1"}


def test_the_cookie_is_as_the_contract_says(client: Client) -> None:
    cookie = post(client, "/consent/").cookies["cookie_consent"]
    assert (cookie["max-age"], cookie["samesite"], cookie["path"]) == (182 * 24 * 3600, "Lax", "/")
    assert not cookie["httponly"]
    assert not cookie["domain"]


def test_an_answer_for_a_script_says_what_was_saved(client: Client) -> None:
    response = post(client, "/consent/", {"third-party": "on", "service": "youtube"}, Accept=JSON)
    assert response.status_code == 200
    answer = response.json()
    assert answer["choices"] == {"necessary": True, "statistics": False, "third-party": True}
    assert answer["services"] == ["youtube"]
    assert answer["revision"] == read_current().value
    assert answer["decided_at"] < answer["expires_at"]
    assert set(answer) == {"choices", "services", "revision", "decided_at", "expires_at"}


def test_no_answer_is_kept_by_anybody(client: Client) -> None:
    for path in ("/consent/", "/consent/withdraw/"):
        assert post(client, path)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "data",
    [
        {"marketing": "on"},
        {"necessary": "on"},
        {"statistics": "off"},
        {"statistics": ""},
        {"statistics": ["on", "on"]},
        {"service": "evil"},
        {"service": ""},
        {"next": ["/sv/", "/en/"]},
        {"csrfmiddlewaretoken": "x"},
        {"revision": "\0"},
        {"revision": "2" * 33},
    ],
)
def test_a_field_or_value_that_is_no_choice_is_refused(client: Client, data: dict[str, Any]) -> None:
    response = post(client, "/consent/", data)
    assert response.status_code == 400
    assert not response.cookies
    assert not Evidence.objects.exists()


def test_a_body_that_is_no_form_is_refused(client: Client) -> None:
    response = client.post("/consent/", b'{"statistics": true}', content_type="application/json", headers=OWN)
    assert response.status_code == 400
    assert not response.cookies


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/\t/evil.example",
    ],
)
def test_a_foreign_way_back_becomes_the_settings_page(client: Client, target: str) -> None:
    response = post(client, "/consent/", {"next": target}, Accept_Language="en")
    assert response["Location"] == "/en/cookies/"


@pytest.mark.parametrize("target", ["/a\r\nx", "/\0", "/en/\x7f", "/\x85", "/a\r\n\r\n<script>", "/\u2028"])
def test_a_way_back_that_no_header_can_carry_becomes_the_settings_page(client: Client, target: str) -> None:
    response = post(client, "/consent/", {"statistics": "on", "next": target}, Accept_Language="en")
    assert (response.status_code, response["Location"]) == (303, "/en/cookies/")
    assert read_cookie(response)["statistics"] == read_current().revisions["statistics"]


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/sv/€", "/sv/%E2%82%AC"),
        ("/sv/å/", "/sv/%C3%A5/"),
        ("/sv/%C3%A5/?q=a%20b", "/sv/%C3%A5/?q=a%20b"),
        ('/sv/"<b>', "/sv/%22%3Cb%3E"),
    ],
)
def test_the_way_back_is_written_in_ascii(client: Client, target: str, location: str) -> None:
    assert post(client, "/consent/", {"next": target})["Location"] == location


def test_a_way_back_in_a_strange_encoding_is_no_fault_of_ours(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="next"\r\n\r\n/\\ud800\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x; charset=raw_unicode_escape"
    response = client.post("/consent/", body, content_type=kind, headers=OWN)
    assert (response.status_code, response["Location"]) == (303, "/sv/kakor/")


def test_an_absent_category_is_refused_and_ends_its_services(client: Client) -> None:
    revision = read_current().revisions["third-party"]
    put_cookie(client, decided=now(3), third_party=revision, **{"service.youtube": revision})
    saved = read_cookie(post(client, "/consent/", {"statistics": "on"}))
    assert saved["third-party"] == "-1"
    assert "service.youtube" not in saved


def test_one_service_may_be_allowed_without_its_category(client: Client) -> None:
    saved = read_cookie(post(client, "/consent/", {"service": "youtube"}))
    assert saved["third-party"] == "-1"
    assert saved["service.youtube"] == read_current().revisions["third-party"]


def test_withdrawing_refuses_everything_and_clears_kept_pages(client: Client) -> None:
    consent_to(client, "statistics", "third-party", days=2)
    response = post(client, "/consent/withdraw/", {"next": "/sv/"})
    assert response.status_code == 303
    assert response["Clear-Site-Data"] == '"cache"'
    saved = read_cookie(response)
    assert (saved["statistics"], saved["third-party"]) == ("-1", "-1")


def test_withdrawing_takes_no_choice(client: Client) -> None:
    assert post(client, "/consent/withdraw/", {"statistics": "on"}).status_code == 400


def test_a_choice_that_takes_something_back_clears_kept_pages_too(client: Client) -> None:
    consent_to(client, "statistics", "third-party")
    assert post(client, "/consent/", {"statistics": "on"})["Clear-Site-Data"] == '"cache"'


def test_a_first_choice_clears_nothing(client: Client) -> None:
    assert "Clear-Site-Data" not in post(client, "/consent/").headers


def test_a_cookie_of_a_refused_category_is_expired(client: Client) -> None:
    declare("seen")
    client.cookies["seen"] = "1"
    response = post(client, "/consent/withdraw/")
    assert response.cookies["seen"]["max-age"] == 0


def test_a_yes_to_what_has_changed_since_it_was_shown_is_no_yes(client: Client, long_published: None) -> None:
    shown = read_current().value
    Service.objects.filter(name="youtube").update(hosts="video.example.org")
    publish_registry()
    everything = {"statistics": "on", "third-party": "on", "service": ["youtube"], "revision": shown}
    saved = read_cookie(post(client, "/consent/", everything))
    assert saved.pop("decided")
    assert saved == {"statistics": read_current().revisions["statistics"]}
    again = read_cookie(post(client, "/consent/", {**everything, "revision": read_current().value}))
    assert set(again) == {"decided", "statistics", "third-party", "service.youtube"}


def test_a_no_to_what_has_changed_since_it_was_shown_is_a_no_unless_a_purpose_is_new(
    client: Client, long_published: None
) -> None:
    shown = read_current().value
    cases: list[tuple[Meaning, set[str]]] = [
        ("content", {"statistics", "third-party"}),
        ("purpose", {"statistics"}),
    ]
    for meaning, refused in cases:
        Service.objects.filter(name="youtube").update(purpose_sv=f"Nytt: {meaning}.")
        publish_registry(meanings={"third-party": meaning})
        assert set(read_cookie(post(client, "/consent/", {"revision": shown}))) == {"decided", *refused}


@pytest.mark.parametrize("revision", ["z", "2020-01-01T00:00:00+00:00", "' OR 1=1"])
def test_a_yes_to_a_revision_that_never_was_is_no_yes(client: Client, revision: str) -> None:
    saved = read_cookie(post(client, "/consent/", {"statistics": "on", "revision": revision}))
    assert set(saved) == {"decided"}


def test_a_service_that_has_gone_since_spoils_no_choice(client: Client, long_published: None) -> None:
    shown = read_current().value
    Service.objects.get(name="vimeo").delete()
    publish_registry()
    forget_policy()
    data = {"statistics": "on", "service": "vimeo"}
    assert post(client, "/consent/", data).status_code == 400
    answer = post(client, "/consent/", {**data, "revision": shown}, Accept=JSON).json()
    assert (answer["choices"]["statistics"], answer["services"]) == (True, [])


def test_what_our_server_tells_theirs_is_not_offered_apart(client: Client) -> None:
    Service.objects.filter(name="vimeo").update(mode="server", adapter="")
    publish_registry()
    forget_policy()
    html = client.get("/en/cookies/").content.decode()
    assert 'value="youtube"' in html
    assert 'value="vimeo"' not in html
    assert "Vimeo" in html


def test_reading_is_not_saving(client: Client) -> None:
    for path in ("/consent/", "/consent/withdraw/"):
        assert client.get(path).status_code == 405


def test_a_decision_leaves_one_row_that_says_nothing_of_who(client: Client) -> None:
    post(client, "/consent/", {"statistics": "on"}, Accept_Language="en", User_Agent="Netscape")
    row = Evidence.objects.get()
    assert row.choices == {"statistics": "granted", "third-party": "refused", "services": []}
    assert row.revision == read_current().value
    assert row.language == "en"
    names = {field.name for field in Evidence._meta.get_fields()} - {"sequence", "previous", "hash"}
    assert names == {"at", "revision", "choices", "language", "surface", "count", "commitment"}


def test_an_equal_repeat_leaves_no_row_and_does_not_lengthen_consent(
    client: Client, long_published: None
) -> None:
    consent_to(client, "statistics", days=100)
    response = post(client, "/consent/", {"statistics": "on"})
    assert not Evidence.objects.exists()
    assert read_cookie(response)["decided"] <= now(100)


def test_a_post_from_another_origin_changes_nothing(client: Client) -> None:
    response = client.post("/consent/", {"statistics": "on"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not response.cookies
    assert client.post("/consent/", {"statistics": "on"}).status_code == 403


def test_an_oversized_body_is_refused(client: Client) -> None:
    response = post(client, "/consent/", {"next": "/" + "x" * 2_000_000})
    assert response.status_code == 413
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_parallel_saves_each_answer_with_one_whole_choice() -> None:
    choices = [{}, {"statistics": "on"}, {"third-party": "on"}, {"statistics": "on", "third-party": "on"}] * 3
    revisions = read_current().revisions

    def save(choice: dict[str, str]) -> dict[str, str]:
        from django.db import connection

        try:
            client = Client()
            consent_to(client, "statistics", days=1)
            response = client.post(
                "/consent/", urlencode(choice), content_type="application/x-www-form-urlencoded", headers=OWN
            )
            return read_cookie(response)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for choice, saved in zip(choices, pool.map(save, choices), strict=True):
            assert saved.pop("decided")
            assert saved == {name: revisions[name] if name in choice else "-1" for name in revisions}


def test_a_decision_expires_after_182_days(client: Client) -> None:
    from datetime import datetime

    answer = post(client, "/consent/", Accept=JSON).json()
    length = datetime.fromisoformat(answer["expires_at"]) - datetime.fromisoformat(answer["decided_at"])
    assert length == timedelta(days=182)


@pytest.mark.parametrize(
    ("path", "data", "before", "surface"),
    [
        ("/consent/", {"next": "/sv/planen/"}, (), "banner"),
        ("/consent/", {"next": "/sv/planen/", "statistics": "on"}, (), "banner"),
        ("/consent/", {"next": "/en/cookies/"}, (), "settings"),
        ("/consent/", {"next": "/sv/kakor/"}, ("statistics",), "withdrawal"),
        ("/consent/", {"next": "/sv/planen/"}, ("third-party",), "withdrawal"),
        ("/consent/withdraw/", {}, ("statistics",), "withdrawal"),
        ("/consent/withdraw/", {}, (), "settings"),
    ],
)
def test_evidence_says_where_it_was_said_and_whether_a_yes_was_taken_back(
    client: Client, path: str, data: dict[str, str], before: tuple[str, ...], surface: str
) -> None:
    if before:
        consent_to(client, *before)
    post(client, path, data)
    assert Evidence.objects.get().surface == surface
