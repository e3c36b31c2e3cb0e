"""Page views are counted for those who said yes, and for nobody else."""

from collections.abc import Iterator

import pytest
from django.test import Client

from consent.events import PageViewed, page_viewed
from consent.models import DailyCount, PageView
from consent.statistics import recording as statistics
from tests.consent.asking import consent_to, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[PageViewed]]:
    events: list[PageViewed] = []

    def hear(event: PageViewed, **_kwargs: object) -> None:
        events.append(event)

    page_viewed.connect(hear)
    yield events
    page_viewed.disconnect(hear)


@pytest.mark.parametrize("state", ["none", "refused", "stale", "third-party"])
def test_without_consent_nothing_is_sent_and_nothing_kept(client: Client, state: str) -> None:
    if state != "none":
        consent_to(
            client, *(["statistics"] if state == "stale" else [state]), days=200 if state == "stale" else 0
        )
    script = client.get("/consent/statistics.js")
    assert (script.status_code, script.content) == (204, b"")
    assert post(client, "/consent/hit/", {"path": "/sv/planen/"}).status_code == 204
    assert not PageView.objects.exists()


def test_the_signal_alone_is_a_no(client: Client) -> None:
    assert client.get("/consent/statistics.js", headers={"Sec-GPC": "1"}).status_code == 204


def test_with_consent_a_view_is_a_day_a_path_a_language_and_a_host(
    client: Client, heard: list[PageViewed]
) -> None:
    consent_to(client, "statistics")
    script = client.get("/consent/statistics.js")
    assert script.status_code == 200
    assert script["Cache-Control"] == "private, no-store"
    post(client, "/consent/hit/", {"path": "/sv/planen/", "referrer": "WWW.Example.org:8080"})
    view = PageView.objects.get()
    assert (view.path, view.language, view.referring_host) == ("/sv/planen/", "sv", "www.example.org")
    assert {field.name for field in PageView._meta.get_fields()} == {
        "id",
        "day",
        "path",
        "language",
        "referring_host",
    }
    assert [(event.path, event.referring_host) for event in heard] == [("/sv/planen/", "www.example.org")]


@pytest.mark.parametrize("path", ["", "/sv/borta/", "/admin/", "/sv/planen/?x=1", "x" * 5000])
def test_only_a_live_path_counts(client: Client, path: str) -> None:
    consent_to(client, "statistics")
    assert post(client, "/consent/hit/", {"path": path}).status_code == 204
    assert not PageView.objects.exists()


@pytest.mark.parametrize("path", ["/sv/\0", "/sv/a\r\nb/", "/en/\x7f"])
def test_a_path_that_does_not_print_is_neither_looked_up_nor_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    asked: list[str] = []

    def check(each: str) -> bool:
        asked.append(each)
        return True

    monkeypatch.setattr(statistics, "_path_checks", [check])
    consent_to(client, "statistics")
    assert post(client, "/consent/hit/", {"path": path}).status_code == 204
    assert asked == []
    assert not PageView.objects.exists()


@pytest.mark.parametrize(
    "referrer", ["testserver", "<script>", "a b", "[::", "x" * 400, "-a.example", "http://x/"]
)
def test_our_own_host_and_what_is_no_host_are_not_kept(client: Client, referrer: str) -> None:
    consent_to(client, "statistics")
    post(client, "/consent/hit/", {"path": "/en/plan/", "referrer": referrer})
    assert PageView.objects.get().referring_host in {"", "http"}


def test_counting_gathers_views_and_forgets_them(client: Client) -> None:
    consent_to(client, "statistics")
    for path in ("/sv/planen/", "/sv/planen/", "/en/plan/"):
        post(client, "/consent/hit/", {"path": path})
    assert statistics.count_views() == 3
    assert statistics.count_views() == 0
    post(client, "/consent/hit/", {"path": "/sv/planen/"})
    statistics.count_views()
    assert dict(DailyCount.objects.values_list("path", "views")) == {"/sv/planen/": 3, "/en/plan/": 1}
    assert not PageView.objects.exists()
