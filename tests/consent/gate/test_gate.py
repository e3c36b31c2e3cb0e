"""The gate of one embed: it asks the visitor's cookie, and nobody else is asked for anything."""

import re

import pytest
from cookie_consent.util import parse_cookie_str
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from consent.gate.embeds import describe_embed, record_embed
from consent.models import Embed
from consent.registry.published import read_current, read_policy
from tests.consent.asking import VIDEO, consent_to, now, post, put_cookie

pytestmark = pytest.mark.django_db

FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


def test_recording_twice_gives_one_embed(video: Embed) -> None:
    again = record_embed("https://youtu.be/dQw4w9WgXcQ?t=3", "Ny titel")
    assert again == video
    assert Embed.objects.count() == 1
    assert len(video.id) == 32


def test_what_no_provider_understands_is_not_recorded(db: None) -> None:
    assert record_embed("https://example.org/film", "Film") is None


def test_without_consent_the_gate_waits(client: Client, video: Embed) -> None:
    response = client.get(f"/consent/embed/{video.id}/?language=en")
    assert response.status_code == 200
    assert FRAME not in response.content.decode()
    assert "frame-src" not in response["Content-Security-Policy"]
    assert "Nothing has been fetched" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("refused", [True, False])
def test_refused_or_stale_consent_is_none(client: Client, video: Embed, refused: bool) -> None:
    consent_to(client, *([] if refused else ["third-party"]), days=1 if refused else 190)
    assert FRAME not in client.get(f"/consent/embed/{video.id}/").content.decode()


def test_with_consent_the_gate_frames_that_provider_alone(client: Client, video: Embed) -> None:
    consent_to(client, "third-party")
    response = client.get(f"/consent/embed/{video.id}/")
    assert FRAME in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in policy + ";"
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "X-Frame-Options" not in response.headers
    assert response["Cache-Control"] == "private, no-store"


def test_the_site_s_own_front_ends_may_frame_the_gate(client: Client, video: Embed, settings: object) -> None:
    settings.FRONTEND_ORIGINS = ["https://front.example.org"]  # type: ignore[attr-defined]  # pytest-django's own
    policy = client.get(f"/consent/embed/{video.id}/")["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://front.example.org" in policy


def test_showing_once_sets_no_cookie(client: Client, video: Embed) -> None:
    response = post(client, f"/consent/embed/{video.id}/", {"choice": "once"})
    assert FRAME in response.content.decode()
    assert not response.cookies
    assert FRAME not in client.get(f"/consent/embed/{video.id}/").content.decode()


def test_showing_always_is_for_that_provider_alone(client: Client, video: Embed) -> None:
    response = post(client, f"/consent/embed/{video.id}/", {"choice": "always"})
    assert FRAME in response.content.decode()
    saved = parse_cookie_str(response.cookies["cookie_consent"].value)
    assert saved.pop("decided")
    assert saved == {"service.youtube": read_current().revisions["third-party"]}
    assert FRAME in client.get(f"/consent/embed/{video.id}/").content.decode()


def test_showing_always_keeps_what_was_chosen_before(
    client: Client, video: Embed, long_published: None
) -> None:
    consent_to(client, "statistics", days=3)
    response = post(client, f"/consent/embed/{video.id}/", {"choice": "always"})
    saved = parse_cookie_str(response.cookies["cookie_consent"].value)
    assert saved["statistics"] == read_current().revisions["statistics"]
    assert saved["third-party"] == "-1"
    assert saved["decided"] <= now(3)


@pytest.mark.parametrize(
    "data", [{}, {"choice": "forever"}, {"choice": ["once", "always"]}, {"choice": "once", "x": "y"}]
)
def test_any_other_choice_is_refused(client: Client, video: Embed, data: dict[str, object]) -> None:
    assert post(client, f"/consent/embed/{video.id}/", data).status_code == 400


@pytest.mark.parametrize("embed_id", ["0" * 32, "x", "..", "%00", "1'or'1"])
def test_an_unknown_embed_is_not_found(client: Client, db: None, embed_id: str) -> None:
    assert client.get(f"/consent/embed/{embed_id}/").status_code == 404
    assert post(client, f"/consent/embed/{embed_id}/", {"choice": "always"}).status_code == 404


def test_the_signal_keeps_the_gate_shut_until_an_own_yes(client: Client, video: Embed) -> None:
    signal = {"Sec-GPC": "1"}
    assert FRAME not in client.get(f"/consent/embed/{video.id}/", headers=signal).content.decode()
    consent_to(client, "third-party")
    assert FRAME in client.get(f"/consent/embed/{video.id}/", headers=signal).content.decode()


def test_the_gate_asks_the_database_twice(
    client: Client, video: Embed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consent_to(client, "third-party")
    with django_assert_num_queries(2):
        client.get(f"/consent/embed/{video.id}/")


def test_a_forged_service_opens_nothing(client: Client, video: Embed) -> None:
    put_cookie(client, decided=now(), **{"service.youtube": "2099-01-01T00:00:00+00:00"})
    assert FRAME not in client.get(f"/consent/embed/{video.id}/").content.decode()


def render_placeholder(language: str = "sv", url: str = VIDEO, **extra: str) -> str:
    template = "{% load consent_gate %}{% embed_placeholder url title picture transcript %}"
    with translation.override(language):
        return Template(template).render(
            Context({"url": url, "title": "Att byta yrke", "picture": "", "transcript": "", **extra})
        )


def test_a_placeholder_says_who_and_what_and_names_no_frame_of_theirs(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    read_policy()
    with django_assert_num_queries(0):
        html = render_placeholder("sv", picture="/media/still.jpg", transcript="Hej & välkommen.")
    assert "youtube-nocookie" not in html
    assert "Film: Att byta yrke" in html
    assert "YouTube veta din ip-adress" in html
    assert 'src="/media/still.jpg"' in html
    assert "Hej &amp; välkommen." in html
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert html.count('src="/consent/embed/') == 1
    assert html.index("<noscript>") < html.index('src="/consent/embed/') < html.index("</noscript>")


@pytest.mark.parametrize("asked", [True, False])
def test_the_same_video_twice_on_a_page_has_two_frames(asked: bool) -> None:
    tag = "{% embed_placeholder url 'Film' %}"
    values = {"url": VIDEO} | ({"request": RequestFactory().get("/sv/prov/")} if asked else {})
    html = Template("{% load consent_gate %}" + tag * 2).render(Context(values))
    names = re.findall(r'<noscript><iframe class="player" name="([^"]+)"', html)
    assert names == ["gate-1", "gate-2"]
    assert re.findall(r'target="([^"]+)"', html) == ["gate-1", "gate-1", "gate-2", "gate-2"]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(set(ids)) == len(ids) == 2
    assert re.findall(r'aria-labelledby="([^"]+)"', html) == ids


def test_an_unknown_host_is_a_plain_link() -> None:
    html = render_placeholder(url="https://example.org/film")
    assert "iframe" not in html
    assert 'href="https://example.org/film"' in html


def test_the_api_describes_an_embed_without_markup(db: None) -> None:
    described = describe_embed(VIDEO, "Att byta yrke", "/media/still.jpg")
    assert described is not None
    assert set(described) == {"provider", "title", "url", "category", "gate", "picture"}
    assert described["gate"].startswith("/consent/embed/")
    assert "<" not in str(described)
