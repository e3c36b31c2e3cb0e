"""An editor sees before publishing who will be told, and can stop the mail afterwards."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from pages.models import Publication, Term
from pages.models.release import Release
from pages.releasing.publishing import publish_now
from tests.pages.building import build_area, build_plan, translate
from tests.pages.conftest import Editor
from tests.workers.announcing import follower, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Event, Hearing
from workers.services.delivering.sending import deliver
from workers.services.reaching.releasing import release_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path, settings: Settings) -> Path:
    settings.MAILBOX_DIR = tmp_path / "mail"
    settings.EMAIL_URL = ""
    return tmp_path / "mail"


@pytest.fixture
def area(editor: Editor) -> Any:
    """A public area that is long known, with a draft of a material change."""
    page = build_area(build_plan())
    Event.objects.update(state="released")
    Hearing.objects.update(state="done")
    return draft(page, title="Språk", change_kind="material", change_note="Målet är höjt.")


def draft(page: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


def read(editor: Editor, path: str) -> str:
    response = editor.client.get(path, headers={"Accept-Language": "sv"})
    assert response.status_code == 200, response
    return str(response.content.decode())


def ask(editor: Editor, page: Any) -> str:
    return read(editor, f"/admin/audience/page/{page.pk}/")


def publish_material(page: Any) -> Event:
    page.get_latest_revision().publish()
    return Event.objects.latest("pk")


# -- Before ----------------------------------------------------------------------


def test_the_editor_sees_how_many_and_what_they_read(editor: Editor, area: Any) -> None:
    follower("sv"), follower("sv", area.translation_key), follower("en")
    said = ask(editor, area)
    assert "3 prenumeranter får veta" in said
    assert "Ändrat: U1 Språk" in said
    assert "Målet är höjt." in said
    assert 'sandbox=""' in said
    assert Publication.objects.latest("pk").title == "Lära hela livet"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("correction", "En rättelse mejlas inte till någon."),
        ("minor", "visas i den offentliga ändringsloggen men mejlas inte"),
        ("material", "Ingen som ska få veta följer sidan"),
    ],
)
def test_when_nobody_is_told_the_page_says_why(editor: Editor, area: Any, kind: str, why: str) -> None:
    draft(area, title="Språket", change_kind=kind, change_note="Nytt.")
    assert why in ask(editor, area)


def test_a_draft_without_a_difference_tells_nobody(editor: Editor) -> None:
    assert "ingen får mejl" in ask(editor, build_area())


def test_a_mailed_change_without_a_note_is_pointed_out(editor: Editor, area: Any) -> None:
    follower("sv")
    draft(area, title="Språket", change_kind="material", change_note="")
    assert "Ändringsnotisen saknas" in ask(editor, area)


def test_the_button_in_the_editor_saves_and_leads_there(editor: Editor, area: Any) -> None:
    response = editor.edit(area, title="Nytt namn", **{"action-publish": "", "action-audience": "1"})
    assert response.status_code == 302
    assert response["Location"] == f"/admin/audience/page/{area.pk}/"
    area.refresh_from_db()
    assert area.get_latest_revision_as_object().title == "Nytt namn"
    assert area.title == "Lära hela livet"


def test_the_editors_of_pages_and_terms_have_the_button(editor: Editor, area: Any) -> None:
    assert 'name="action-audience"' in read(editor, f"/admin/pages/{area.pk}/edit/")
    assert f"/admin/audience/page/{area.pk}/" in read(editor, f"/admin/pages/{area.pk}/edit/")
    term = Term.objects.create(name="Validering", explanation="Att få kunskap prövad.", locale=area.locale)
    term.save_revision().publish()
    assert 'name="action-audience"' in read(editor, f"/admin/snippets/pages/term/edit/{term.pk}/")
    assert "Vem får veta?" in read(editor, f"/admin/audience/pages.term/{term.pk}/")


def test_a_translation_is_asked_about_in_its_own_editor(
    editor: Editor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = build_area(build_plan())
    with django_capture_on_commit_callbacks(execute=True):
        for above in page.get_ancestors().filter(depth__gt=1).specific():
            translate(above).save_target(publish=True)
        translation = translate(page, title="Lifelong learning")
        translation.save_target(publish=True)
    target = translation.get_target_instance()
    assert f"/admin/audience/translation/{translation.pk}/" in read(editor, f"/admin/pages/{target.pk}/edit/")
    assert "Lifelong learning" in read(editor, f"/admin/audience/translation/{translation.pk}/")


def test_a_release_is_asked_about_as_one(editor: Editor, area: Any) -> None:
    follower("sv")
    release = Release.objects.create(title_sv="Uppföljningen är klar", note_sv="Alla mål är nådda.")
    release.items.create(content_object=area, title=area.title, language="sv")
    said = read(editor, f"/admin/audience/release/{release.pk}/")
    assert "Publicerat tillsammans: Uppföljningen är klar" in said
    assert "1 prenumerant får veta" in said


def test_a_release_is_mailed_to_whom_it_was_foretold(editor: Editor, area: Any, mailbox: Path) -> None:
    follower("sv"), follower("sv", area.translation_key), follower("en")
    plan = draft(area.get_parent().specific, title="Nya planen", change_kind="material")
    release = Release.objects.create(title_sv="Uppföljningen är klar", note_sv="Alla mål är nådda.")
    for page in (area, plan):
        release.items.create(content_object=page, title=page.title, language="sv")
    assert "3 prenumeranter får veta" in read(editor, f"/admin/audience/release/{release.pk}/")
    publish_now(release.pk, get_user_model().objects.get())
    event = Event.objects.get(kind="release")
    assert f"/admin/publications/{event.pk}/mail/" in read(editor, f"/admin/releases/{release.pk}/")
    wait(days=30)
    deliver(urgent=False, seconds=10)
    subjects = sorted(str(message["Subject"]) for message in read_mailbox(mailbox))
    assert subjects == [
        "Publicerat tillsammans: Uppföljningen är klar",
        "Publicerat tillsammans: Uppföljningen är klar",
        "Published together: Uppföljningen är klar",
    ]


def test_the_message_can_be_sent_to_oneself(editor: Editor, area: Any, mailbox: Path) -> None:
    follower("sv"), follower("en")
    response = editor.post(f"/admin/audience/page/{area.pk}/")
    assert response.status_code == 302
    assert [row.purpose for row in Delivery.objects.all()] == ["proof", "proof"]
    deliver(urgent=True, seconds=10)
    messages = read_mailbox(mailbox)
    assert {str(message["To"]) for message in messages} == {"anna@example.org"}
    assert str(messages[0]["Subject"]) == "[Prov] Ändrat: U1 Språk"
    assert "Målet är höjt." in str(messages[0].get_body(("html",)).get_content())  # type: ignore[union-attr]  # it is there


def test_who_has_no_address_is_told_so(editor: Editor, area: Any) -> None:
    get_user_model().objects.update(email="")
    follower("sv")
    editor.post(f"/admin/audience/page/{area.pk}/")
    assert "ingen e-postadress" in ask(editor, area)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("kind", ["nothing", "auth.user", "pages.nothing", "pages.publication"])
def test_what_has_no_drafts_is_not_found(editor: Editor, kind: str) -> None:
    assert editor.client.get(f"/admin/audience/{kind}/1/").status_code == 404


def test_who_may_not_edit_may_not_ask(area: Any) -> None:
    client = Client()
    assert client.get(f"/admin/audience/page/{area.pk}/").status_code == 302
    stranger = get_user_model().objects.create_user("ture", "ture@example.org", "password")
    stranger.groups.add(Group.objects.create(name="Nobody"))
    client.force_login(stranger)
    assert client.get(f"/admin/audience/page/{area.pk}/").status_code == 302


# -- Afterwards ------------------------------------------------------------------


def test_who_publishes_is_led_to_the_mail(editor: Editor, area: Any) -> None:
    follower("sv")
    editor.edit(area, change_kind="material", change_note="Målet är höjt.")
    event = Event.objects.latest("pk")
    assert event.state == "waiting"
    said = read(editor, f"/admin/pages/{area.pk}/")
    assert f"/admin/publications/{event.pk}/mail/" in said
    assert "kan fortfarande stoppas" in said


def test_asking_leaves_no_message_that_something_was_published(editor: Editor, area: Any) -> None:
    follower("sv")
    editor.post(f"/admin/audience/page/{area.pk}/")
    assert "kan fortfarande stoppas" not in ask(editor, area)


def test_the_mail_can_be_stopped_within_the_window(editor: Editor, area: Any) -> None:
    follower("sv")
    event = publish_material(area)
    path = f"/admin/publications/{event.pk}/mail/"
    said = read(editor, path)
    assert "sekunder kvar" in said and "Stoppa mejlet" in said and "Ändrat: U1 Språk" in said
    editor.post(path)
    said = read(editor, path)
    assert "Mejlet är stoppat" in said
    wait(days=30)
    assert not Delivery.objects.exists()
    assert Publication.objects.latest("pk").title == "Språk"


def test_afterwards_the_page_says_how_many_have_gone(editor: Editor, area: Any) -> None:
    follower("sv"), follower("sv")
    event = publish_material(area)
    wait()
    deliver(urgent=False, seconds=10)
    path = f"/admin/publications/{event.pk}/mail/"
    said = read(editor, path)
    assert "2 mejl skickade" in said and "Stoppa mejlet" not in said
    editor.post(path)
    assert "gick inte att stoppa" in read(editor, path)


def test_the_dashboard_shows_how_the_mails_went(
    editor: Editor, area: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    follower("sv")
    event = publish_material(area)
    said = read(editor, "/admin/")
    assert f"/admin/publications/{event.pk}/mail/" in said
    assert "Väntar i ångerfönstret" in said
    wait()
    deliver(urgent=False, seconds=10)
    assert "1 mejl skickat" in read(editor, "/admin/")


def test_the_panel_asks_the_same_number_of_questions_for_one_row_as_for_ten(
    editor: Editor, area: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from workers.services.delivering.tallying import tally_latest

    counts = []
    for title in ("A", "B", "C"):
        draft(area, title=title, change_kind="material", change_note="Nytt.")
        publish_material(area)
        with CaptureQueriesContext(connection) as queries:
            tally_latest()
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_an_empty_house_says_what_will_be_there(editor: Editor) -> None:
    Event.objects.all().delete()
    assert "Inget är publicerat än" in read(editor, "/admin/")


def test_the_tick_and_the_stop_never_both_win(editor: Editor, area: Any) -> None:
    follower("sv")
    event = publish_material(area)
    Hearing.objects.filter(event=event).update(due_at=event.at)
    release_due()
    assert Delivery.objects.count() == 1
    editor.post(f"/admin/publications/{event.pk}/mail/")
    assert Delivery.objects.get().state == "waiting"
