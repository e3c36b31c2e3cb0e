"""What readers may rely on while thousands of mails go out: one mail each, what they chose last, and soon."""

import random
import time
from email import message_from_bytes
from email.policy import default

from django.test import Client
from pytest_django.fixtures import Settings

from tests.faults.town import TITLES, Town
from tests.workers.announcing import publish
from workers.models import Delivery, Subscriber
from workers.services.subscribing.following import change
from workers.services.subscribing.readdressing import readdress
from workers.services.suppressing.marking import list_marks
from workers.tokens import Choices, sign_leaving

NOTIFY_DELAY = 2
EACH = 8


def list_told(town: Town, language: str) -> list[str]:
    """Return who got the publication in a language, once for each message."""
    return [
        recipient
        for recipient, content in town.office.clerk.accepted
        if TITLES[language] in str(message_from_bytes(content, policy=default)["Subject"])
    ]


def test_the_same_publication_twice_is_one_mail_a_reader(town: Town) -> None:
    first = town.publish()
    town.publish_again(first)
    town.wait_for_mails(1)
    last = town.publish_again(first)
    town.wait_for_mails(len(town.readers))
    town.finish(last)
    assert Delivery.objects.filter(announcement=first.change).count() == len(town.readers)
    town.check("two beats, two workers, the same publication thrice")


def stop_the_world(town: Town) -> set[str]:
    """Let no answer leave, and return who is in hand once every connection waits."""
    town.office.clerk.held = lambda _recipient: True
    seen: list[int] = []

    def stands_still() -> bool:
        time.sleep(0.2)
        seen.append(len(town.office.clerk.accepted))
        return len(seen) > 5 and seen[-1] == seen[-5]

    town.wait_for(stands_still, 30, "all connections to wait")
    return set(town.office.clerk.in_hand)


def test_what_readers_change_in_mid_run_is_honoured_from_its_commit_on(town: Town) -> None:
    event = town.publish("en", "sv")
    town.wait_for_mails(len(town.readers) // 10)
    in_hand = stop_the_world(town)
    before = len(town.office.clerk.accepted)
    waiting = sorted(town.readers - set(town.office.received))
    chosen = {one.email: one for one in Subscriber.objects.filter(email__in=random.sample(waiting, 4 * EACH))}
    names = sorted(chosen)
    leavers, movers, english, daily = (set(names[at * EACH : (at + 1) * EACH]) for at in range(4))
    for email in leavers:
        token = sign_leaving(chosen[email].key)
        assert Client().post(f"/unsubscribe/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    for email in movers:
        new = f"new-{email}"
        Subscriber.objects.filter(email=email).update(new_email=new)
        assert readdress(chosen[email].key, list_marks(new)[0])
    for email in english:
        change(chosen[email], Choices("en", "now", ("plan",)))
    for email in daily:
        change(chosen[email], Choices("sv", "daily", ("plan",)))
    assert not in_hand & set(names)
    town.office.clerk.held = lambda _recipient: False
    open_rows = Delivery.objects.filter(state__in=("waiting", "leased"))
    town.wait_for(lambda: not open_rows.exists(), 120, "the end")
    assert len(town.office.clerk.accepted) > before
    swedish, in_english = list_told(town, "sv"), list_told(town, "en")
    told = [*swedish, *in_english]
    town.bar("mails to who had left", len(leavers & set(told)), 0, "mails")
    town.bar("mails to addresses that were left", len(movers & set(told)), 0, "mails")
    town.bar("mails in a language that was left", len(english & set(swedish)), 0, "mails")
    town.bar("mails at once to who chose a summary", len(daily & set(told)), 0, "mails")
    heard = {f"new-{email}" for email in movers} | english | (town.readers - leavers - movers - daily)
    town.bar("lost, changes in mid-run", len(heard - set(told)), 0, "readers", "==")
    town.bar("duplicates, changes in mid-run", len(told) - len(set(told)), 0, "mails")
    assert sorted(in_english) == sorted(english)
    assert event.deliveries.filter(state="held").count() == EACH
    town.forget(set(names) | {f"new-{email}" for email in movers})


def test_the_first_mail_leaves_soon_after_the_undo_window(town: Town, settings: Settings) -> None:
    settings.NOTIFY_DELAY = NOTIFY_DELAY
    begin = time.monotonic()
    event = publish(town.tree, town.tree.plan, note="What changed", title=TITLES["sv"])
    town.wait_for_mails(1)
    town.bar("from publication to the first mail", time.monotonic() - begin, NOTIFY_DELAY + 2, "s")
    town.finish(event)
    town.check("nothing")
