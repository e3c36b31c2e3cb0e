"""What a server answered is said in words."""

import pytest

from workers.services.delivering.explaining import SENTENCES, Cause, explain


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        ("550 5.1.1 … no such user", Cause.UNKNOWN_MAILBOX),
        ("550 No such user here", Cause.UNKNOWN_MAILBOX),
        ("550 Requested action not taken: mailbox unavailable", Cause.UNKNOWN_MAILBOX),
        ("551 user has moved", Cause.UNKNOWN_MAILBOX),
        ("556 5.1.10 … does not accept mail", Cause.UNKNOWN_HOST),
        ("550 5.2.1 mailbox disabled", Cause.CLOSED),
        ("552 5.2.2 over quota", Cause.FULL),
        ("452 4.2.2 over quota", Cause.FULL),
        ("552 Mailbox full", Cause.FULL),
        ("552 5.3.4 message too big", Cause.TOO_LARGE),
        ("550 5.7.1 blocked", Cause.REFUSED),
        ("554 blocked, see https://example.org/why?ip=5.5.5.5", Cause.REFUSED),
        ("550 rejected as spam", Cause.REFUSED),
        ("451 4.7.1 greylisted, come back later", Cause.LATER),
        ("450 blocked for now", Cause.LATER),
        ("421 too many connections", Cause.LATER),
        ("452 4.3.1 no space", Cause.LATER),
        ("SMTPServerDisconnected", Cause.UNREACHABLE),
        ("ConnectionResetError", Cause.UNREACHABLE),
        ("TimeoutError", Cause.UNREACHABLE),
        ("450 4.4.1 no answer from host", Cause.UNREACHABLE),
        ("TemplateSyntaxError", Cause.UNMADE),
        ("550", Cause.OTHER),
        ("", Cause.OTHER),
    ],
)
def test_an_answer_has_one_cause(outcome: str, cause: Cause) -> None:
    assert explain(outcome) == cause


def test_each_cause_is_a_sentence() -> None:
    assert set(SENTENCES) == set(Cause)
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())
