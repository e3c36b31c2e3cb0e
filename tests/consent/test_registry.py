"""The registry in django-cookie-consent's tables, and its revisions."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cookie_consent.cache import all_cookie_groups
from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from consent.categories import CATEGORIES, STATISTICS
from consent.models import PolicyRevision
from consent.registry import publishing as registry
from consent.registry.stored import STORED
from consent.texts import Text

pytestmark = pytest.mark.django_db


def test_migrating_publishes_three_categories() -> None:
    assert list(CookieGroup.objects.values_list("varname", flat=True)) == [
        "necessary",
        "statistics",
        "third-party",
    ]
    assert {row.category for row in PolicyRevision.objects.all()} == {
        "necessary",
        "statistics",
        "third-party",
    }


def test_publishing_again_changes_nothing() -> None:
    before = registry.read_revisions()
    rows = list(Cookie.objects.values_list("name", "domain", "created").order_by("pk"))
    assert registry.publish_registry() == []
    assert registry.read_revisions() == before
    assert list(Cookie.objects.values_list("name", "domain", "created").order_by("pk")) == rows


def test_our_revision_is_the_version_of_the_package() -> None:
    groups = all_cookie_groups()
    assert {name: groups[name].get_version() for name in groups} == registry.read_revisions()


def test_a_changed_purpose_gives_that_category_alone_a_new_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    before = registry.read_revisions()
    changed = replace(STATISTICS, purpose=Text(sv="Något nytt.", en="Something new."))
    monkeypatch.setattr(
        registry, "CATEGORIES", tuple(changed if one == STATISTICS else one for one in CATEGORIES)
    )
    assert registry.publish_registry() == ["statistics"]
    after = registry.read_revisions()
    assert after["statistics"] > before["statistics"]
    assert after["third-party"] == before["third-party"]
    assert PolicyRevision.objects.filter(category="statistics").count() == 2


def test_every_cookie_of_ours_stands_in_the_package_s_table() -> None:
    declared = {(one.name, one.host) for one in STORED if one.kind == "cookie"}
    rows = set(Cookie.objects.exclude(name=registry.MARKER).values_list("name", "domain"))
    assert rows == declared


def test_a_row_that_the_code_does_not_name_is_taken_out() -> None:
    group = CookieGroup.objects.get(varname="statistics")
    Cookie.objects.create(cookiegroup=group, name="_ga")
    CookieGroup.objects.create(varname="marketing")
    registry.publish_registry()
    assert not Cookie.objects.filter(name="_ga").exists()
    assert not CookieGroup.objects.filter(varname="marketing").exists()


def test_a_revision_is_a_time_in_utc() -> None:
    for value in registry.read_revisions().values():
        assert datetime.fromisoformat(value).tzinfo == UTC


def test_describing_the_policy_asks_the_database_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    registry.read_snapshot()
    with django_assert_num_queries(0):
        assert set(registry.read_snapshot().contents) == {"necessary", "statistics", "third-party"}


def test_declared_lifetimes_are_those_of_the_settings() -> None:
    lifetimes = {one.name: one.lifetime.en for one in STORED}
    assert lifetimes["cookie_consent"] == f"{settings.COOKIE_CONSENT_MAX_AGE // 86400} days"
    assert lifetimes["sessionid"] == f"{settings.SESSION_COOKIE_AGE // 86400} days"
    assert settings.CSRF_COOKIE_AGE // (86400 * 364) == 1
