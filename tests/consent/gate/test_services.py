"""What the gate shows follows what is published: services come, change and go without any code."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from consent.gate.embeds import describe_embed, record_embed
from consent.models import Embed, Service
from consent.registry.published import read_current
from tests.consent.asking import VIDEO, consent_to, post
from tests.consent.gate.services import OWN_FILM, change_service, open_own_service
from tests.consent.gate.test_gate import FRAME, render_placeholder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_published")]


def test_a_service_of_one_s_own_is_framed_from_its_own_hosts_alone(client: Client) -> None:
    assert record_embed(OWN_FILM) is None
    open_own_service(hosts="film.example.org\ncdn.example.org")
    embed = record_embed(OWN_FILM, "Länets film")
    assert embed is not None
    response = post(client, f"/consent/embed/{embed.id}/", {"choice": "once"})
    assert f'src="{OWN_FILM}"' in response.content.decode()
    policy = response["Content-Security-Policy"].split("; ")
    assert "frame-src https://film.example.org https://cdn.example.org" in policy
    assert describe_embed(OWN_FILM, "Länets film") is not None


@pytest.mark.parametrize(
    "url",
    ["https://evil.example.org/v/1", "https://film.example.org.evil.net/v/1", "http://film.example.org/v/1"],
)
def test_an_address_on_another_host_is_a_plain_link(url: str) -> None:
    open_own_service()
    assert record_embed(url) is None
    assert describe_embed(url, "Film") is None
    html = render_placeholder(url=url)
    assert "iframe" not in html
    assert f'href="{url}"' in html


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"hosts": "elsewhere.example.org"},
        {"adapter": "vimeo"},
        {"adapter": "openstreetmap"},
        {"adapter": "any"},
        {"adapter": "no-such"},
        {"adapter": ""},
    ],
    ids=str,
)
def test_what_its_service_does_not_show_any_more_is_a_plain_link(
    client: Client, video: Embed, change: dict[str, object]
) -> None:
    consent_to(client, "third-party")
    assert FRAME in client.get(f"/consent/embed/{video.id}/").content.decode()
    change_service("youtube", **change)
    consent_to(client, "third-party")
    for response in (
        client.get(f"/consent/embed/{video.id}/?language=en"),
        post(client, f"/consent/embed/{video.id}/?language=en", {"choice": "once"}),
        post(client, f"/consent/embed/{video.id}/?language=en", {"choice": "always"}),
    ):
        assert response.status_code == 410
        assert "This can no longer be shown here." in response.content.decode()
        assert f'href="{VIDEO}"' in response.content.decode()
        assert "frame-src" not in response["Content-Security-Policy"]
        assert not response.cookies
    assert describe_embed(VIDEO, "Film") is None
    assert "iframe" not in render_placeholder()


def test_a_service_deleted_from_the_draft_goes_with_the_next_publication(
    client: Client, video: Embed
) -> None:
    Service.objects.filter(name="youtube").delete()
    consent_to(client, "third-party")
    assert FRAME in client.get(f"/consent/embed/{video.id}/").content.decode()
    change_service("vimeo", label="Vimeo")
    assert client.get(f"/consent/embed/{video.id}/").status_code == 410


def test_a_policy_published_a_moment_ago_holds_at_the_gate_at_once(
    client: Client, video: Embed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consent_to(client, "third-party")
    assert client.get(f"/consent/embed/{video.id}/").status_code == 200
    with django_assert_num_queries(2):
        client.get(f"/consent/embed/{video.id}/")
    change_service("youtube", active=False)
    assert post(client, f"/consent/embed/{video.id}/", {"choice": "once"}).status_code == 410


def test_a_front_end_without_a_placeholder_lets_the_gate_ask(client: Client, video: Embed) -> None:
    gate = f"/consent/embed/{video.id}/?language=en&ask=yes"
    html = client.get(gate).content.decode()
    assert "YouTube learns your IP address" in html
    assert 'value="once"' in html
    assert 'value="always"' in html
    assert f'action="/consent/embed/{video.id}/?language=en&amp;ask=yes"' in html
    assert 'value="once"' in post(client, gate, {"choice": "never"}).content.decode()
    assert 'value="once"' not in client.get(f"/consent/embed/{video.id}/").content.decode()


def test_no_frame_may_lead_the_page_away(client: Client, video: Embed) -> None:
    html = post(client, f"/consent/embed/{video.id}/", {"choice": "once"}).content.decode()
    (sandbox,) = [part.split('"', 1)[0] for part in html.split('sandbox="')[1:]]
    assert "allow-scripts" in sandbox.split()
    assert not [flag for flag in sandbox.split() if "top-navigation" in flag]


def test_the_placeholder_says_who_has_it_and_where(client: Client) -> None:
    html = render_placeholder("en")
    assert "YouTube belongs to Google Ireland Limited (Ireland and the United States)." in html
    assert "Open at YouTube" in html


def test_what_a_new_service_has_taken_over_is_known_at_its_gate_at_once(
    client: Client, video: Embed, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Service.objects.filter(name="youtube").delete()
        open_own_service(label="YouTube", adapter="youtube", hosts="www.youtube-nocookie.com")
    described = describe_embed(VIDEO, "Film")
    assert described is not None
    assert described["provider"] == "own-films"
    assert client.get(described["gate"]).status_code == 200
    assert client.get(f"/consent/embed/{video.id}/").status_code == 410


def test_an_address_that_its_service_reads_otherwise_by_now_has_a_gate_of_its_own(
    client: Client, video: Embed, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change_service("youtube", adapter="any", hosts="www.youtube.com")
    described = describe_embed(VIDEO, "Film")
    assert described is not None
    assert described["gate"] != f"/consent/embed/{video.id}/"
    assert client.get(described["gate"]).status_code == 200
    assert client.get(f"/consent/embed/{video.id}/").status_code == 410


def test_nothing_of_a_service_loads_as_necessary(client: Client, video: Embed) -> None:
    change_service("youtube", category="necessary")
    address = f"/consent/embed/{video.id}/"
    assert client.get(address).status_code == 410
    assert describe_embed(VIDEO, "Film") is None
    consent_to(client)
    assert post(client, address, {"choice": "never"}).status_code == 410


def test_a_yes_to_words_that_have_changed_since_lets_nothing_in(client: Client, video: Embed) -> None:
    address, shown = f"/consent/embed/{video.id}/", read_current().value
    change_service("youtube", company="Another AB")
    answer = post(client, address, {"choice": "always", "revision": shown})
    assert FRAME not in answer.content.decode()
    assert f'name="revision" value="{read_current().value}"' in answer.content.decode()
    assert FRAME not in client.get(address).content.decode()
    assert (
        FRAME
        in post(client, address, {"choice": "always", "revision": read_current().value}).content.decode()
    )
    assert FRAME in client.get(address).content.decode()


def test_a_placeholder_says_which_words_it_was_shown_with() -> None:
    assert f'name="revision" value="{read_current().value}"' in render_placeholder("sv")


@pytest.mark.parametrize("revision", ["\0", "2" * 33, ["", ""]])
def test_what_is_no_revision_is_refused(client: Client, video: Embed, revision: object) -> None:
    data = {"choice": "always", "revision": revision}
    assert post(client, f"/consent/embed/{video.id}/", data).status_code == 400
