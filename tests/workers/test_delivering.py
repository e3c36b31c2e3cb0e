"""What becomes of a message: sent, tried again, failed, uncertain; and nobody failed by our fault."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Route, Subscriber
from workers.services.delivering import claiming
from workers.services.delivering.claiming import claim, release_rest
from workers.services.delivering.marking import open_ledger
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import ask_to_follow, leave
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def send() -> str:
    return str(deliver(urgent=False, seconds=60))


def later() -> None:
    """Let the time of every next attempt come, and of every next trial."""
    Route.objects.update(retry_at=F("retry_at") - timedelta(days=1))
    Delivery.objects.unsent().update(next_attempt_at=F("next_attempt_at") - timedelta(days=1))


def announce(tree: Tree, *people: Subscriber) -> None:
    publish(tree, tree.plan, note="What has changed")
    wait()


def state_of(subscriber: Subscriber) -> str:
    return Delivery.objects.get(subscriber=subscriber).state


def test_a_mail_lies_in_the_local_mailbox_when_it_is_whole(tree: Tree, mailbox: Path) -> None:
    person = follower()
    announce(tree)
    assert send() == "1 sent"
    assert [path.suffix for path in mailbox.iterdir()] == [".eml"]
    assert read_mailbox(mailbox)[0]["To"] == person.email


def test_a_batch_goes_over_one_connection(tree: Tree, post_office: PostOffice) -> None:
    people = [follower() for _ in range(5)]
    announce(tree)
    assert send() == "5 sent"
    assert post_office.handler.sessions == 1
    assert sorted(post_office.recipients) == sorted(person.email for person in people)


def test_a_refused_recipient_fails_alone(tree: Tree, post_office: PostOffice) -> None:
    bad, good = follower(), follower()
    post_office.handler.rcpt[bad.email] = "550 5.1.1 no such person"
    announce(tree)
    assert send() == "1 failed, 1 sent"
    assert (state_of(bad), state_of(good)) == ("failed", "sent")
    assert Delivery.objects.get(subscriber=bad).outcome.startswith("550")


def test_a_passing_refusal_is_tried_again_later_and_once(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    post_office.handler.rcpt[person.email] = "451 4.7.1 greylisted"
    announce(tree)
    assert send() == "1 retry"
    assert send() == "nothing due"
    del post_office.handler.rcpt[person.email]
    later()
    assert send() == "1 sent"
    assert post_office.recipients == [person.email]


def test_after_three_days_of_passing_refusals_it_fails(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    post_office.handler.rcpt[person.email] = "452 full"
    announce(tree)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=4), attempts=18)
    assert send() == "1 retry"
    later()
    assert send() == "1 failed"


def test_a_row_that_lay_still_for_days_is_not_given_up_at_its_first_refusal(
    tree: Tree, post_office: PostOffice
) -> None:
    person = follower()
    post_office.handler.rcpt[person.email] = "451 4.7.1 greylisted"
    announce(tree)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=4))
    assert send() == "1 retry"
    del post_office.handler.rcpt[person.email]
    later()
    assert send() == "1 sent"


def test_a_refusal_of_us_fails_nobody(tree: Tree, post_office: PostOffice) -> None:
    people = [follower() for _ in range(3)]
    post_office.handler.mail = "550 5.7.1 we do not know you"
    announce(tree)
    assert send() == "3 given back"
    post_office.handler.mail = ""
    later()
    assert send() == "3 sent"
    assert all(Delivery.objects.get(subscriber=person).attempts == 1 for person in people)


def test_a_server_that_is_not_there_fails_nobody(tree: Tree, settings: Settings) -> None:
    person = follower()
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    announce(tree)
    assert send() == "1 given back"
    assert state_of(person) == "waiting"


def test_a_lost_answer_is_tried_once_more_under_the_same_name(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    post_office.handler.drop_after_dot.add(person.email)
    announce(tree)
    assert send() == "1 retry"
    assert Delivery.objects.get(subscriber=person).doubtful
    later()
    assert send() == "1 sent"
    names = [message_from_bytes(raw, policy=default)["Message-ID"] for _, raw in post_office.handler.accepted]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_an_answer_lost_twice_stays_uncertain(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    announce(tree)
    for _ in range(2):
        post_office.handler.drop_after_dot.add(person.email)
        send()
        later()
    assert state_of(person) == "uncertain"
    assert send() == "nothing due"


def test_a_lost_answer_does_not_stop_the_others(tree: Tree, post_office: PostOffice) -> None:
    people = [follower() for _ in range(3)]
    post_office.handler.drop_after_dot.add(people[0].email)
    announce(tree)
    assert send() == "1 retry, 2 sent"


def test_a_message_refused_at_the_end_fails(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    post_office.handler.final = "554 5.6.0 not this"
    announce(tree)
    send()
    assert state_of(person) == "failed"


def test_who_leaves_before_the_claim_gets_nothing(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    announce(tree)
    leave(person.key)
    assert send() == "nothing due"
    assert (state_of(person), post_office.recipients) == ("suppressed", [])


def test_who_leaves_while_a_batch_runs_gets_nothing(tree: Tree) -> None:
    person = follower()
    announce(tree)
    batch = claim(10, urgent=False)
    assert batch
    leave(person.key)
    assert open_ledger(batch.holder).exchange(None, batch.deliveries[0].pk) is None
    assert release_rest(batch) == 0


def test_a_leased_row_is_nobody_elses_until_the_lease_ends(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower()
    announce(tree)
    first = claim(10, urgent=False)
    assert first
    assert claim(10, urgent=False) is None
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(claiming, "COMING_BACK_SECONDS", -3600)  # the database of a test has just started
    second = claim(10, urgent=False)
    assert second
    row = second.deliveries[0].pk
    assert open_ledger(first.holder).exchange(None, row) is None
    assert open_ledger(second.holder).exchange(None, row) is not None


def test_time_that_is_up_gives_the_rest_back(tree: Tree) -> None:
    for _ in range(3):
        follower()
    announce(tree)
    tally = deliver(urgent=False, seconds=0)
    assert tally.more
    assert Delivery.objects.filter(state="waiting", leased_by=None).count() == 3
    assert send() == "3 sent"


def test_no_address_is_kept_in_an_outcome(tree: Tree, post_office: PostOffice) -> None:
    person = follower()
    post_office.handler.rcpt[person.email] = f"550 <{person.email}> is unknown"
    announce(tree)
    send()
    assert person.email not in Delivery.objects.get(subscriber=person).outcome


UNWRITABLE = "ann\u017f@example.org"


def test_a_mail_that_cannot_be_made_does_not_stop_the_others(
    tree: Tree, post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    bad, *good = follower(email=UNWRITABLE), follower(), follower()
    announce(tree)
    assert send() == "1 retry, 2 sent"
    row = Delivery.objects.get(subscriber=bad)
    assert (row.state, row.attempts, row.outcome) == ("waiting", 1, "UnicodeEncodeError")
    assert row.next_attempt_at > timezone.now()
    assert sorted(post_office.recipients) == sorted(person.email for person in good)
    assert f"delivery {row.pk} cannot be composed: UnicodeEncodeError" in caplog.text
    assert UNWRITABLE not in caplog.text and "What has changed" not in caplog.text


def test_a_confirmation_that_cannot_be_made_does_not_stop_the_others(
    tree: Tree, post_office: PostOffice
) -> None:
    for number in range(3):
        ask_to_follow(f"anna{number}@example.org", Choices("sv", "now", ("plan",)))
    Subscriber.objects.filter(email="anna0@example.org").update(email=UNWRITABLE)
    assert str(deliver(urgent=True, seconds=60)) == "1 retry, 2 sent"
    assert post_office.recipients == ["anna1@example.org", "anna2@example.org"]


def test_a_mail_that_can_never_be_made_fails_in_the_end(tree: Tree) -> None:
    bad = follower(email=UNWRITABLE)
    announce(tree)
    for _ in range(19):
        assert send() == "1 retry"
        later()
    assert send() == "1 failed"
    assert state_of(bad) == "failed"
