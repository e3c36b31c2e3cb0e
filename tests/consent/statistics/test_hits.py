"""Page views are counted for those who said yes, and for nobody else."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from consent.events import PageViewed, page_viewed
from consent.models import DailyCount, OutgoingView, PageView, Service
from consent.registry.published import read_current
from consent.registry.publishing import publish_registry
from consent.spooling import spool_path
from consent.statistics import recording as statistics
from consent.statistics.forwarding import forward_views
from consent.statistics.recording import count_views
from tests.consent.asking import consent_to, now, post, put_cookie
from tests.consent.statistics.conftest import WORDS
from tests.consent.statistics.matomo import Matomo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_published")]


@pytest.fixture
def heard() -> Iterator[list[PageViewed]]:
    events: list[PageViewed] = []

    def hear(event: PageViewed, **_kwargs: object) -> None:
        events.append(event)

    page_viewed.connect(hear)
    yield events
    page_viewed.disconnect(hear)


def give_nothing(client: Client) -> None:
    """No cookie at all."""


def refuse(client: Client) -> None:
    consent_to(client)


def allow_others_alone(client: Client) -> None:
    consent_to(client, "third-party")


def agree_long_ago(client: Client) -> None:
    consent_to(client, "statistics", days=200)


def agree_to_an_earlier_policy(client: Client) -> None:
    consent_to(client, "statistics")
    Service.objects.create(name="other", label="X", category="statistics", mode="server", **WORDS)
    assert publish_registry() is not None


def agree_tomorrow(client: Client) -> None:
    put_cookie(client, decided=now(days=-1), statistics=read_current().revisions["statistics"])


def forge(value: str) -> Callable[[Client], None]:
    def put(client: Client) -> None:
        put_cookie(client, decided=now(), statistics=value)

    put.__name__ = f"forge_{value or 'empty'}"
    return put


def agree_without_a_time(client: Client) -> None:
    put_cookie(client, statistics=read_current().revisions["statistics"])


def cut_off(client: Client) -> None:
    consent_to(client, "statistics")
    client.cookies["cookie_consent"] = client.cookies["cookie_consent"].value[:40]


NO_CONSENT = [
    give_nothing,
    refuse,
    allow_others_alone,
    agree_long_ago,
    agree_to_an_earlier_policy,
    agree_tomorrow,
    agree_without_a_time,
    cut_off,
    *map(forge, ["", "1", "true", "accepted", "2999-01-01T00:00:00+00:00", "*"]),
]


@pytest.mark.parametrize("signal", ["", "1"])
@pytest.mark.parametrize("state", NO_CONSENT, ids=lambda state: state.__name__)
def test_without_consent_nothing_is_sent_and_nothing_kept(
    client: Client, matomo: Matomo, state: Callable[[Client], None], signal: str
) -> None:
    state(client)
    headers = {"Sec-GPC": signal} if signal else {}
    script = client.get("/consent/statistics.js", headers=headers)
    assert (script.status_code, script.content) == (204, b"")
    assert post(client, "/consent/hit/", {"path": "/sv/planen/"}, **headers).status_code == 204
    assert not PageView.objects.exists()
    assert not OutgoingView.objects.exists()
    assert not spool_path().exists()
    count_views(), forward_views()
    assert not DailyCount.objects.exists()
    assert matomo.log == []


def test_a_yes_of_ones_own_goes_before_the_signal(client: Client) -> None:
    consent_to(client, "statistics")
    post(client, "/consent/hit/", {"path": "/sv/planen/"}, **{"Sec-GPC": "1"})
    assert PageView.objects.count() == 1


def test_another_website_counts_nothing_with_somebodys_cookie(client: Client) -> None:
    consent_to(client, "statistics")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert client.post("/consent/hit/", {"path": "/sv/planen/"}, headers=headers).status_code == 403
    assert not PageView.objects.exists()


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
