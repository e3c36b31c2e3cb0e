"""A list is kept with its errors, imported in batches, and forgotten."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from tests.workers.contacts.lists import make_list, make_row, publish_plan
from workers.models import Contact, ContactImport, ContactImportRow, Delivery, Topic
from workers.services.contacts import importing
from workers.services.contacts.importing import forget_imports, import_batch, import_for, keep, start, tally
from workers.services.subscribing.following import leave

pytestmark = [pytest.mark.django_db]


@transaction.atomic
def import_and_die() -> None:
    """Import a batch, and be killed before it is committed."""
    import_batch()
    raise KeyboardInterrupt


def upload(*rows: str) -> ContactImport:
    """Keep a list as an editor's upload."""
    by = get_user_model().objects.get_or_create(username="anna")[0]
    return keep(make_list(*rows), "lista.csv", by)


@pytest.mark.both_databases
def test_a_list_is_imported_in_batches_without_its_bad_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_plan()
    monkeypatch.setattr(importing, "BATCH", 3)
    rows = [make_row(email=f"p{n}@example.org") for n in range(7)]
    kept = upload(*rows, make_row(email="none"))
    assert not import_batch()
    assert start(kept)
    assert not start(kept)
    assert import_batch()
    assert (tally(kept).done, Contact.objects.count()) == (3, 3)
    assert not import_for(10)
    kept.refresh_from_db()
    assert (kept.state, tally(kept).done, tally(kept).new, tally(kept).bad) == ("done", 7, 7, 1)
    assert Contact.objects.count() == Delivery.objects.count() == 7
    assert Contact.objects.filter(source="import", added_by=kept.uploaded_by).count() == 7


@pytest.mark.both_databases
def test_a_killed_import_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_plan()
    monkeypatch.setattr(importing, "BATCH", 2)
    kept = upload(*[make_row(email=f"p{n}@example.org") for n in range(5)])
    start(kept)
    import_batch()
    with pytest.raises(KeyboardInterrupt):
        import_and_die()
    assert tally(kept).done == Contact.objects.count() == 2
    import_for(10)
    assert tally(kept).done == Contact.objects.count() == Delivery.objects.count() == 5


def test_what_was_imported_is_kept_nowhere_else() -> None:
    publish_plan()
    kept = upload(make_row(), make_row(email="none"))
    start(kept)
    import_for(10)
    good, bad = ContactImportRow.objects.order_by("line")
    assert (good.cells, good.fate) == ({}, "new")
    assert bad.cells["email"] == "none"


def test_rows_are_checked_again_when_they_are_written() -> None:
    tree = publish_plan()
    kept = upload(make_row(scope="U2"), make_row(email="bo@example.org"), make_row(email="eva@example.org"))
    upload_again = upload(make_row(email="bo@example.org"))
    start(upload_again)
    import_for(10)
    leave(Contact.objects.get().subscriber.key)
    Topic.objects.filter(key=tree.area).delete()
    start(kept)
    import_for(10)
    assert [row.fate for row in kept.rows.order_by("line")] == ["bad", "barred", "new"]


def test_an_import_is_forgotten_after_a_week_unless_it_runs() -> None:
    publish_plan()
    ContactImport.objects.update(uploaded_at=timezone.now())
    for _ in range(3):
        upload(make_row())
    first, second, _third = ContactImport.objects.order_by("pk")
    ContactImport.objects.exclude(pk=first.pk).update(uploaded_at=timezone.now() - timedelta(days=8))
    ContactImport.objects.filter(pk=second.pk).update(state="running")
    assert forget_imports() == 1
    assert set(ContactImport.objects.values_list("pk", flat=True)) == {first.pk, second.pk}
