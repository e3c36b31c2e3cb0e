"""The registry: a draft that editors keep, revisions that visitors meet, and the package's tables in step."""

from datetime import UTC, datetime
from typing import Any

import pytest
from cookie_consent.cache import all_cookie_groups
from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from consent.categories import OPTIONAL
from consent.events import registry_published
from consent.models import BannerText, CategoryText, PolicyRevision, Service, StoredItem
from consent.models.revision import KeptForEverError
from consent.registry import publishing
from consent.registry.describing import describe_draft
from consent.registry.published import read_current, read_policy
from consent.registry.publishing import (
    DraftMovedError,
    NotPublishableError,
    fingerprint,
    publish_registry,
)
from consent.registry.seeding import seed_registry
from consent.registry.stored import STORED

pytestmark = pytest.mark.django_db

NAMES = ["necessary", "statistics", "third-party"]


def change_service(**fields: Any) -> None:
    assert Service.objects.filter(name="youtube").update(**fields) == 1


def test_migrating_publishes_three_categories() -> None:
    assert list(CookieGroup.objects.values_list("varname", flat=True)) == NAMES
    revision = PolicyRevision.objects.get()
    assert [category["name"] for category in revision.content["categories"]] == NAMES
    assert list(revision.terms) == NAMES


def test_publishing_again_changes_nothing() -> None:
    rows = list(Cookie.objects.values_list("name", "domain", "created").order_by("pk"))
    assert publish_registry() is None
    assert seed_registry() is None
    assert PolicyRevision.objects.count() == 1
    assert list(Cookie.objects.values_list("name", "domain", "created").order_by("pk")) == rows


def test_our_revision_is_the_version_of_the_package() -> None:
    change_service(hosts="video.example.org")
    publish_registry()
    groups = all_cookie_groups()
    terms = read_current().terms
    assert {name: groups[name].get_version() for name in groups} == {
        name: terms[name].revision for name in OPTIONAL
    }


def test_a_revision_is_kept_with_exactly_what_was_shown() -> None:
    before = PolicyRevision.objects.get()
    change_service(purpose_sv="Något nytt.", purpose_en="Something new.")
    after = publish_registry(note="Ny film")
    assert after is not None
    before.refresh_from_db()
    assert before.fingerprint == fingerprint(before.content)
    assert after.fingerprint == fingerprint(after.content) != before.fingerprint
    assert "Something new." in str(after.content)
    assert "Something new." not in str(before.content)
    assert after.note == "Ny film"


@pytest.mark.parametrize(
    ("changes", "meaning", "asked", "asked_who_refused"),
    [
        ({"purpose_sv": "Att visa film direkt på sidan."}, "wording", [], []),
        ({"purpose_sv": "Att mäta hur du tittar."}, None, ["third-party"], ["third-party"]),
        ({"purpose_sv": "Att mäta hur du tittar."}, "content", ["third-party"], []),
        ({"company": "Någon annan"}, None, ["third-party"], []),
        ({"company": "Google Ireland Ltd"}, "wording", [], []),
        ({"hosts": "video.example.org"}, "wording", ["third-party"], []),
        ({"mode": "script"}, None, ["third-party"], []),
        ({"active": False}, "wording", ["third-party"], []),
        ({"hosts": "video.example.org"}, "purpose", ["third-party"], ["third-party"]),
        ({"category": "statistics"}, None, ["statistics", "third-party"], []),
    ],
)
def test_a_change_asks_again_whom_it_concerns(
    changes: dict[str, Any], meaning: Any, asked: list[str], asked_who_refused: list[str]
) -> None:
    before = read_current().terms
    change_service(**changes)
    if "category" in changes:
        StoredItem.objects.filter(service__name="youtube").update(category=changes["category"])
    publish_registry(meanings={"third-party": meaning} if meaning else None)
    after = read_current().terms
    assert [name for name in NAMES if after[name].revision > before[name].revision] == asked
    assert [name for name in NAMES if after[name].purposes > before[name].purposes] == asked_who_refused


@pytest.mark.parametrize(
    "fields", [{"seconds": 1, "duration": "limited"}, {"host": "b.example.org"}, {"name": "other"}]
)
def test_a_change_of_what_is_stored_asks_again(fields: dict[str, Any]) -> None:
    before = read_current().terms
    StoredItem.objects.filter(name="YSC").update(**fields)
    publish_registry(meanings={"third-party": "wording"})
    after = read_current().terms
    assert after["third-party"].revision > before["third-party"].revision
    assert after["statistics"] == before["statistics"]


def test_a_draft_holds_for_nobody_until_it_is_published() -> None:
    change_service(hosts="video.example.org")
    assert read_current().services["youtube"].hosts == ("www.youtube-nocookie.com",)
    publish_registry()
    assert read_current().services["youtube"].hosts == ("video.example.org",)


def test_a_draft_survives_a_migration_unpublished() -> None:
    change_service(hosts="video.example.org")
    assert seed_registry() is None
    assert read_current().services["youtube"].hosts == ("www.youtube-nocookie.com",)


def test_what_the_software_begins_to_store_is_published_with_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    StoredItem.objects.filter(name="csrftoken").delete()
    publish_registry()
    change_service(hosts="video.example.org")
    assert seed_registry() is not None
    policy = read_current()
    assert "csrftoken" in {item.name for item in policy.stored}
    assert policy.services["youtube"].hosts == ("www.youtube-nocookie.com",)


def test_a_seed_that_editors_took_out_does_not_come_back() -> None:
    Service.objects.filter(name="youtube").delete()
    publish_registry()
    seed_registry()
    assert "youtube" not in read_current().services


def test_a_missing_text_is_not_published() -> None:
    CategoryText.objects.filter(category="statistics").update(purpose_en=" ")
    with pytest.raises(NotPublishableError, match=r"statistics\.purpose\.en"):
        publish_registry()
    CategoryText.objects.filter(category="statistics").delete()
    with pytest.raises(NotPublishableError, match="statistics"):
        publish_registry()


def test_another_draft_than_the_one_looked_at_is_not_published() -> None:
    latest = read_current()
    change_service(company="Google")
    looked_at = fingerprint(describe_draft())
    with pytest.raises(DraftMovedError):
        publish_registry(expected="0" * 64)
    with pytest.raises(DraftMovedError):
        publish_registry(expected=looked_at, since="2020-01-01T00:00:00+00:00")
    assert publish_registry(expected=looked_at, since=latest.value) is not None
    assert publish_registry(expected=looked_at, since=latest.value) is None


def test_the_banner_asks_again_in_every_category_or_in_none() -> None:
    before = read_current().terms
    BannerText.objects.update(text_sv="Annat.", text_en="Other.")
    revision = publish_registry()
    assert revision is not None
    assert revision.asked == []
    BannerText.objects.update(text_sv="Helt annat.", text_en="Quite other.")
    publish_registry(meanings={"banner": "content"})
    after = read_current().terms
    assert all(after[name].revision > before[name].revision for name in NAMES)
    assert all(after[name].purposes == before[name].purposes for name in NAMES)


def test_a_revision_is_neither_changed_nor_removed() -> None:
    revision = PolicyRevision.objects.get()
    revision.note = "Annat"
    for act in (revision.save, revision.delete):
        with pytest.raises(KeptForEverError):
            act()
    assert PolicyRevision.objects.get().note == ""


def test_the_same_draft_is_described_alike_in_whatever_order_it_lies() -> None:
    before = describe_draft()
    for model in (Service, StoredItem):
        model._meta.ordering, ordering = ["-pk"], model._meta.ordering
        try:
            assert describe_draft() == before
        finally:
            model._meta.ordering = ordering


def test_two_publications_within_a_second_have_two_times() -> None:
    values = [read_current().value]
    for host in ("a.example.org", "b.example.org"):
        change_service(hosts=host)
        publish_registry()
        values.append(read_current().value)
    assert values == sorted(set(values))
    assert all(datetime.fromisoformat(value).tzinfo == UTC for value in values)


def test_every_cookie_stands_in_the_package_s_table() -> None:
    declared = {(one.name, one.host) for one in read_current().stored if one.storage == "cookie"}
    rows = set(Cookie.objects.exclude(name=publishing.MARKER).values_list("name", "domain"))
    assert rows == declared


def test_a_row_that_the_registry_does_not_name_is_taken_out() -> None:
    group = CookieGroup.objects.get(varname="statistics")
    Cookie.objects.create(cookiegroup=group, name="_ga")
    CookieGroup.objects.create(varname="marketing")
    change_service(company="Google")
    publish_registry()
    assert not Cookie.objects.filter(name="_ga").exists()
    assert not CookieGroup.objects.filter(varname="marketing").exists()


def test_it_is_announced_once_it_is_committed(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[list[str]] = []

    def hear(categories: list[str], **_kwargs: Any) -> None:
        heard.append(categories)

    registry_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            change_service(hosts="video.example.org")
            publish_registry()
    finally:
        registry_published.disconnect(hear)
    assert heard == [["third-party"]]


def test_what_decides_asks_once_and_what_describes_never(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    read_policy()
    with django_assert_num_queries(1):
        read_current()
    with django_assert_num_queries(0):
        assert set(read_policy().terms) == set(NAMES)


def test_declared_lifetimes_are_those_of_the_settings() -> None:
    seconds = {one.name: one.seconds for one in STORED}
    assert seconds["cookie_consent"] == settings.COOKIE_CONSENT_MAX_AGE
    assert seconds["sessionid"] == settings.SESSION_COOKIE_AGE
    assert seconds["csrftoken"] == settings.CSRF_COOKIE_AGE


@pytest.mark.parametrize(
    "hosts",
    ["*.example.org", "https://example.org", "example", "a b.se", "example.org:8000", "example.org/x", ""],
)
def test_a_pattern_or_an_address_is_no_host(hosts: str) -> None:
    service = Service.objects.get(name="youtube")
    service.hosts = hosts
    with pytest.raises(ValidationError) as caught:
        service.full_clean()
    assert set(caught.value.message_dict) == {"hosts"}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"duration": "limited", "seconds": None}, "seconds"),
        ({"duration": "session", "seconds": 5}, "seconds"),
        ({"category": "statistics"}, "category"),
        ({"path": "admin"}, "path"),
        ({"service": None}, "service"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(fields: dict[str, Any], place: str) -> None:
    item = StoredItem.objects.get(name="YSC")
    for name, value in fields.items():
        setattr(item, name, value)
    with pytest.raises(ValidationError) as caught:
        item.full_clean(validate_constraints=False)
    assert place in caught.value.message_dict
