"""Who is forwarded to is said by the operator in an address and by the policy in words, or nobody is."""

from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

from consent.statistics.recipient import (
    BadAddressError,
    Obstacle,
    Recipient,
    find_allowed,
    find_obstacle,
    parse_recipient,
)

TOKEN = "dolt-tecken"
ADDRESS = f"https://matomo.example.se/stats/matomo.php?idsite=3&token_auth={TOKEN}"


def find_warnings(databases: list[str] | None = None) -> dict[str, str]:
    found = run_checks(databases=databases)
    return {str(one.id): f"{one.msg} {one.hint}" for one in found if str(one.id).startswith("consent.W01")}


def test_an_address_says_where_which_site_and_with_which_token() -> None:
    assert parse_recipient(ADDRESS) == Recipient(
        "https", "matomo.example.se", 443, "/stats/matomo.php", 3, TOKEN
    )
    assert parse_recipient("http://Matomo:8080/piwik.php?idsite=1").port == 8080


@pytest.mark.parametrize(
    "address",
    [
        "matomo.example.se",
        "ftp://matomo.example.se/matomo.php?idsite=1",
        "https:///matomo.php?idsite=1",
        "https://matomo.example.se/",
        "https://matomo.example.se/matomo.php",
        "https://matomo.example.se/matomo.php?idsite=0",
        "https://matomo.example.se/matomo.php?idsite=1;2",
        "https://matomo.example.se/matomo.php?idsite=²",
        "https://matomo.example.se:port/matomo.php?idsite=1",
        "https://[::1/matomo.php?idsite=1",
        f"https://anna:{TOKEN}@matomo.example.se/matomo.php?idsite=1",
        f"https://matomo.example.se/matomo.php?idsite=1#{TOKEN}",
        f"https://matomo.example.se/matomo.php?idsite=x&token_auth={TOKEN}",
    ],
)
def test_an_address_that_is_none_is_named_and_its_token_is_not(address: str, settings: Settings) -> None:
    with pytest.raises(BadAddressError) as error:
        parse_recipient(address)
    assert TOKEN not in str(error.value)
    settings.MATOMO_URL = address
    warnings = find_warnings()
    assert list(warnings) == ["consent.W011"]
    assert TOKEN not in str(warnings)


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("http://matomo.example.se/matomo.php?idsite=1", ["consent.W012"]),
        ("http://127.0.0.1/matomo.php?idsite=1", []),
        (ADDRESS, []),
        ("", []),
    ],
)
def test_what_others_could_read_on_the_way_is_warned_of(
    address: str, warned: list[str], settings: Settings
) -> None:
    settings.MATOMO_URL = address
    assert list(find_warnings()) == warned


@pytest.mark.django_db
def test_a_recipient_that_visitors_were_not_told_of_is_warned_of_and_not_allowed(
    settings: Settings, declare: Callable[..., None]
) -> None:
    settings.MATOMO_URL = ADDRESS
    assert (find_obstacle(), find_allowed()) == (Obstacle.UNDECLARED, None)
    warned = find_warnings(["default"])
    assert "matomo.example.se" in warned["consent.W013"]
    assert "Cookies and services" in warned["consent.W013"]
    assert TOKEN not in str(warned)
    declare("matomo.example.se")
    assert find_obstacle() == Obstacle.NONE
    assert find_allowed() == parse_recipient(ADDRESS)
    assert find_warnings(["default"]) == {}


@pytest.mark.django_db
def test_without_an_address_nobody_is_asked_about(
    settings: Settings, django_assert_num_queries: Callable[..., object]
) -> None:
    settings.MATOMO_URL = ""
    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a context
        assert (find_obstacle(), find_allowed()) == (Obstacle.OFF, None)
