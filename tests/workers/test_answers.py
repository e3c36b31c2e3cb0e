"""What a server's answer says of an address, and which Message-ID is believed."""

import uuid

import pytest
from pytest_django.fixtures import Settings

from workers.answers import classify, read_enhanced
from workers.models import Delivery
from workers.services.messages.naming import identify, read_message_id


@pytest.mark.parametrize(
    ("code", "enhanced", "meaning"),
    [
        (550, "5.1.1", "hard"),
        (0, "5.1.10", "hard"),
        (550, "5.2.1", "hard"),
        (550, "5.7.1", "policy"),
        (554, "5.6.0", "policy"),
        (552, "5.3.4", "policy"),
        (552, "5.2.2", "soft"),
        (450, "4.1.1", "soft"),
        (450, "5.1.1", "soft"),
        (550, "", "soft"),
        (550, "5.1.1.1", "soft"),
    ],
)
def test_an_address_is_dead_only_when_the_server_says_so(code: int, enhanced: str, meaning: str) -> None:
    assert classify(code, enhanced) == meaning


@pytest.mark.parametrize(
    ("answer", "enhanced"),
    [
        ("550 5.1.1 no such person", "5.1.1"),
        ("550 no such person", ""),
        ("554 blocked, see 5.5.5.5", ""),
        ("451 4.7.1 greylisted", "4.7.1"),
    ],
)
def test_the_status_is_read_from_an_answer(answer: str, enhanced: str) -> None:
    assert read_enhanced(answer) == enhanced


def name_of(pk: int = 17) -> str:
    return identify(Delivery(pk=pk, announcement=uuid.UUID(int=5)))


def test_a_message_id_of_ours_names_its_delivery() -> None:
    assert read_message_id(name_of()) == 17
    assert read_message_id(f" {name_of().strip('<>')}\r\n") == 17


def test_a_message_id_that_somebody_made_up_names_nothing() -> None:
    ours = name_of()
    assert read_message_id(ours.replace(".17.", ".18.")) is None
    assert read_message_id(ours.replace("0" * 31 + "5", "0" * 31 + "6")) is None
    assert read_message_id("<anything@example.org>") is None
    assert read_message_id("") is None


def test_a_message_id_of_an_earlier_key_is_still_believed(settings: Settings) -> None:
    ours, former = name_of(), settings.SECRET_KEY
    settings.SECRET_KEY = "another" + "1" * 50
    assert read_message_id(ours) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert read_message_id(ours) == 17
