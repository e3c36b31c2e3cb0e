"""What a cookie can and cannot say."""

import pytest
from cookie_consent.util import dict_to_cookie_str
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from consent.choosing.decisions import Decision, granted, read_decision
from consent.registry.published import read_current
from tests.consent.asking import now

pytestmark = pytest.mark.django_db


def decide(cookie: str, signal: bool = False) -> Decision:
    request = RequestFactory().get("/", headers={"Sec-GPC": "1"} if signal else {})
    request.COOKIES["cookie_consent"] = cookie
    return read_decision(request)


def test_no_cookie_is_undecided() -> None:
    decision = read_decision(RequestFactory().get("/"))
    assert set(decision.states.values()) == {"undecided"}
    assert decision.choices == {"necessary": True, "statistics": False, "third-party": False}


def test_exactly_the_published_revision_grants() -> None:
    current = read_current().revisions
    decision = decide(
        dict_to_cookie_str({"decided": now(), "statistics": current["statistics"], "third-party": "-1"})
    )
    assert decision.states == {"statistics": "granted", "third-party": "refused"}


@pytest.mark.parametrize("value", ["z", "9999-12-31T00:00:00+00:00", "1", "on", "true", "", " ", "-2"])
def test_no_other_value_grants(value: str) -> None:
    decision = decide(f"decided={now()}|statistics={value}|third-party={value}|service.youtube={value}")
    assert not decision.grants("statistics")
    assert not decision.grants_service("youtube")


@pytest.mark.parametrize("days", [182, 183, 4000, -1])
def test_a_decision_too_old_or_from_the_future_is_none(days: int) -> None:
    current = read_current().revisions
    decision = decide(dict_to_cookie_str({"decided": now(days), **current}))
    assert set(decision.states.values()) == {"undecided"}
    assert decision.decided_at is None


def test_a_decision_of_181_days_still_holds() -> None:
    assert decide(dict_to_cookie_str({"decided": now(181), **read_current().revisions})).grants("statistics")


def test_a_decision_without_a_time_is_none() -> None:
    assert not decide(dict_to_cookie_str(read_current().revisions)).grants("statistics")


def test_a_service_is_granted_alone() -> None:
    current = read_current().revisions
    decision = decide(dict_to_cookie_str({"decided": now(), "service.youtube": current["third-party"]}))
    assert decision.grants_service("youtube")
    assert decision.states["third-party"] == "undecided"


def test_an_unknown_service_is_never_granted() -> None:
    current = read_current().revisions
    decision = decide(
        dict_to_cookie_str({"decided": now(), "service.evil": current["third-party"], **current})
    )
    assert not decision.grants_service("evil")


def test_the_signal_counts_as_a_no() -> None:
    assert set(decide("", signal=True).states.values()) == {"refused"}


def test_an_explicit_yes_wins_over_the_signal() -> None:
    cookie = dict_to_cookie_str({"decided": now(), **read_current().revisions})
    assert decide(cookie, signal=True).grants("third-party")


def test_asking_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["cookie_consent"] = dict_to_cookie_str({"decided": now(), **read_current().revisions})
    with django_assert_num_queries(1):
        assert granted(request, "statistics")
    with django_assert_num_queries(1):
        assert read_decision(request).grants_service("youtube")
    with django_assert_num_queries(0):
        assert granted(request, "necessary")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=4000),
        st.lists(
            st.tuples(
                st.sampled_from(["decided", "statistics", "third-party", "service.youtube", "necessary", ""]),
                st.one_of(st.text(max_size=40), st.datetimes().map(lambda at: f"{at.isoformat()}+00:00")),
            )
        ).map(lambda pairs: "|".join(f"{key}={value}" for key, value in pairs)),
    )
)
def test_a_forged_cookie_grants_nothing_and_never_fails(cookie: str) -> None:
    decision = decide(cookie)
    assert decision.choices == {"necessary": True, "statistics": False, "third-party": False}
    assert not decision.services


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.integers(min_value=0, max_value=200))
def test_a_truncated_cookie_is_never_more_than_was_said(length: int) -> None:
    current = read_current().revisions
    whole = dict_to_cookie_str({"decided": now(), "statistics": "-1", "third-party": current["third-party"]})
    decision = decide(whole[:length])
    assert not decision.grants("statistics")
    assert decision.grants("third-party") == (length >= len(whole))
