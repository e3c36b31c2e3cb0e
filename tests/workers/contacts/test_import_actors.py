"""The command adds contact persons once, tells them first, and never writes to who left."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.workers.announcing import follower, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.contacts.lists import ANNA, make_list, make_row, publish_plan
from workers.models import Basis, Contact, Delivery, Subscriber, Subscription, SuppressionReason
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import leave
from workers.services.suppressing.stopping import suppress

pytestmark = pytest.mark.django_db


def run(folder: Path, *rows: str, options: tuple[str, ...] = (), data: bytes = b"") -> tuple[int, str]:
    """Run the command on a list; return its exit code and what it printed."""
    file, out = folder / "actors.csv", StringIO()
    file.write_bytes(data or make_list(*rows))
    try:
        call_command("import_actors", str(file), *options, stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.mark.both_databases
def test_a_contact_person_is_active_at_once_on_the_ground_of_public_task(tmp_path: Path) -> None:
    tree = publish_plan()
    row = make_row(organisation="mälardalens  universitet", scope=f"U2 {tree.priority}", frequency="weekly")
    assert run(tmp_path, row)[0] == 0
    contact = Contact.objects.select_related("subscriber", "actor", "group", "municipality").get()
    assert contact.subscriber.active
    assert contact.subscriber.frequency == "weekly"
    assert (str(contact.group), str(contact.municipality)) == ("municipalities", "1980")
    assert contact.actor is not None
    assert contact.actor.type == "actor"
    followed = Subscription.objects.values_list("topic__key", "basis", "source")
    assert set(followed) == {
        (tree.area, Basis.PUBLIC_TASK, "import"),
        (tree.priority, Basis.PUBLIC_TASK, "import"),
    }
    record = contact.subscriber.records.get()
    assert (record.what, record.source, record.text) == ("added", "import", "contact-2026-1")
    assert "anna" not in str(record.details)


@pytest.mark.both_databases
def test_the_same_file_twice_adds_and_mails_nobody_twice(tmp_path: Path, mailbox: Path) -> None:
    publish_plan()
    rows = [make_row(email=f"p{n}@example.org") for n in range(450)]
    assert "ny: 450" in run(tmp_path, *rows)[1]
    code, said = run(tmp_path, *rows)
    assert (code, "ny: 0" in said, "följer redan: 450" in said) == (0, True, True)
    assert Subscriber.objects.count() == Contact.objects.count() == Delivery.objects.count() == 450


def test_nothing_is_written_unless_every_row_is_right(tmp_path: Path) -> None:
    publish_plan()
    bad = make_row(email="no address", language="fi", group="grannar", municipality="Oslo", scope="U2 U99")
    code, said = run(tmp_path, ANNA, bad)
    assert code == 1
    assert not Subscriber.objects.exists()
    lines = [line for line in said.splitlines() if line.startswith("Rad 3")]
    assert [line.split(":")[0] for line in lines] == [
        f"Rad 3, {column}" for column in ("email", "language", "scope", "group", "municipality")
    ]
    assert "no address" not in said
    code, said = run(tmp_path, ANNA, bad, options=("--good-rows",))
    assert (code, Subscriber.objects.count()) == (1, 1)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    publish_plan()
    code, said = run(tmp_path, ANNA, options=("--dry-run",))
    assert (code, Subscriber.objects.count()) == (0, 0)
    assert "Inget har skrivits" in said
    assert "ny: 1" in said


def test_the_same_address_on_two_rows_is_an_error(tmp_path: Path) -> None:
    publish_plan()
    code, said = run(tmp_path, ANNA, make_row(email="Anna@EXAMPLE.org"))
    assert code == 1
    assert "Rad 3, email: Samma adress står på rad 2." in said


def test_who_follows_already_keeps_their_own_choices(tmp_path: Path) -> None:
    publish_plan()
    person = follower("en", email="anna@example.org")
    code, said = run(tmp_path, ANNA)
    person.refresh_from_db()
    assert (code, person.language, Contact.objects.count()) == (0, "en", 0)
    assert not Delivery.objects.exists()
    assert "följer redan: 1" in said


def test_who_left_or_bounced_is_never_added_again(tmp_path: Path) -> None:
    publish_plan()
    leave(follower(email="anna@example.org").key)
    suppress("bo@example.org", SuppressionReason.BOUNCED)
    suppress("eva@example.org", SuppressionReason.FORGOTTEN)
    rows = [ANNA, make_row(email="bo@example.org"), make_row(email="eva@example.org")]
    code, said = run(tmp_path, *rows)
    assert (code, Contact.objects.count(), Subscriber.objects.active().count()) == (0, 0, 0)
    assert said.count("adressen får inga utskick") == 3
    assert "lämna" not in said


def test_who_asked_and_never_confirmed_becomes_a_contact_person(tmp_path: Path) -> None:
    publish_plan()
    person = follower(email="anna@example.org")
    person.subscriptions.all().delete()
    Subscriber.objects.update(confirmed_at=None, language="en")
    run(tmp_path, ANNA)
    person.refresh_from_db()
    assert (person.active, person.language, Contact.objects.count()) == (True, "sv", 1)


def test_no_file_is_bad_usage() -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_actors", "/nowhere/actors.csv")
    assert error.value.returncode == 2


def test_an_unreadable_file_is_a_finding(tmp_path: Path) -> None:
    assert run(tmp_path, data=b"\xff\xfe\x00") == (1, "Filen är inte i UTF-8. Spara den som CSV UTF-8.\n")


@pytest.mark.parametrize(
    ("language", "subject"),
    [("sv", "Du får mejl när"), ("en", "You will be told when")],
)
def test_the_first_mail_says_who_why_and_how_to_leave(
    tmp_path: Path, mailbox: Path, language: str, subject: str
) -> None:
    publish_plan()
    run(tmp_path, make_row(language=language, scope="U2"))
    deliver(urgent=False, seconds=10)
    (message,) = read_mailbox(mailbox)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert message["Subject"].startswith(subject)
    assert message["List-Unsubscribe"].strip("<>") in text
    for part in ("6.1 e", "Västerås stad", "Anna Ek", "U2 Title", "IMY", "/unsubscribe/"):
        assert part in text


@pytest.mark.both_databases
def test_no_other_mail_goes_before_the_first(tmp_path: Path, mailbox: Path) -> None:
    tree = publish_plan()
    run(tmp_path, make_row(frequency="now"))
    Delivery.objects.update(next_attempt_at="2040-01-01T00:00:00Z")
    publish(tree, tree.area, "sv", "material")
    wait()
    deliver(urgent=False, seconds=10)
    assert read_mailbox(mailbox) == []
    Delivery.objects.update(next_attempt_at="2026-01-01T00:00:00Z")
    deliver(urgent=False, seconds=10)
    Delivery.objects.update(next_attempt_at="2026-01-01T00:00:00Z")
    deliver(urgent=False, seconds=10)
    first, second = read_mailbox(mailbox)
    assert first["Subject"].startswith("Du får mejl")
    assert second["Subject"] != first["Subject"]
    assert Contact.objects.get().informed_at is not None


def test_who_could_not_be_told_first_is_told_nothing(tmp_path: Path, mailbox: Path) -> None:
    tree = publish_plan()
    run(tmp_path, ANNA)
    Delivery.objects.update(state="failed")
    publish(tree, tree.area, "sv", "material")
    wait()
    deliver(urgent=False, seconds=10)
    assert read_mailbox(mailbox) == []
    assert Delivery.objects.get(purpose="publication").state == "suppressed"
