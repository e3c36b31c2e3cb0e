"""An editor gathers drafts at the desk, sees what is in the way, and publishes them together."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from pages.desk.groups import EDITORS, REVIEWERS
from pages.models import Actor, Publication, Release
from pages.releasing.choosing import value_for
from pages.releasing.publishing import publish_now, schedule
from tests.pages.building import add, build_area, build_home, build_plan, build_priority, translate
from tests.pages.conftest import Editor
from tests.pages.releasing.building import (
    TEXTS,
    build_drafts,
    build_publisher,
    build_release,
    build_translated_draft,
    draft,
)

pytestmark = pytest.mark.django_db


def read(editor: Editor, path: str) -> str:
    answer = editor.client.get(path)
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def follow(editor: Editor, path: str, **values: Any) -> str:
    answer = editor.client.post(path, values, follow=True)
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_an_empty_list_says_what_a_joint_publication_is_for(editor: Editor) -> None:
    text = read(editor, "/admin/releases/")
    assert "Inget har publicerats samlat än." in text
    assert "/admin/releases/new/" in text


def test_an_editor_writes_the_texts_chooses_the_drafts_and_publishes_everything(editor: Editor) -> None:
    first, second = build_drafts()
    text = follow(editor, "/admin/releases/new/", kind="material", **TEXTS)
    release = Release.objects.get()
    assert "U1 Lära hela livet" in text
    assert "Fler i arbete" in text
    chosen = [value_for(first), value_for(second)]
    text = follow(editor, f"/admin/releases/{release.pk}/choose/", chosen=chosen)
    assert "2 utkast är valda." in text
    assert "Måste åtgärdas" not in text
    text = follow(editor, f"/admin/releases/{release.pk}/publish/")
    assert "Allt är publicerat." in text
    assert Publication.objects.filter(release=release.key).count() == 2
    log = ModelLogEntry.objects.filter(object_id=str(release.pk)).values_list("action", flat=True)
    assert {"wagtail.create", "pages.release.choose", "pages.release.publish"} <= set(log)
    assert "Publicerade samlat" in read(editor, f"/admin/releases/history/{release.pk}/")


def test_texts_without_a_swedish_title_are_refused_at_the_field_and_kept(editor: Editor) -> None:
    answer = editor.post("/admin/releases/new/", kind="minor", title_sv="", note_sv="Skrivet redan.")
    assert answer.context["form"].errors["title_sv"]
    assert "Skrivet redan." in answer.content.decode()


def test_what_is_in_the_way_is_told_with_a_link_and_nothing_is_published(editor: Editor) -> None:
    area, english = build_translated_draft()
    area = draft(area, title="Lära om")
    release = build_release(area, english, note_en="")
    before = Publication.objects.count()
    text = follow(editor, f"/admin/releases/{release.pk}/publish/")
    assert "Inget publicerades." in text
    assert "noteringen på engelska saknas" in text
    assert f"/admin/pages/{english.pk}/edit/" in text
    assert Publication.objects.count() == before


def test_the_new_texts_of_a_draft_are_fetched_for_translation(editor: Editor) -> None:
    area, english = build_translated_draft()
    release = build_release(area, english)
    path = f"/admin/releases/{release.pk}/"
    assert "Hämta de nya texterna till översättningen" in read(editor, path)
    text = follow(editor, f"{path}fetch-texts/")
    assert "Hämta de nya texterna till översättningen" not in text
    translate(area.get_latest_revision_as_object(), lead="New goal.", title="Lifelong learning")
    assert "Måste åtgärdas" not in read(editor, path)


def test_a_release_is_scheduled_for_a_minute_and_called_off(editor: Editor) -> None:
    release = build_release(*build_drafts())
    path = f"/admin/releases/{release.pk}/"
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    text = follow(editor, f"{path}schedule/", go_live_at=moment)
    assert "Utkasten publiceras som de var när detta schemalades." in text
    release.refresh_from_db()
    assert release.go_live_at is not None
    assert timezone.localtime(release.go_live_at).strftime("%Y-%m-%d %H:%M") == moment
    assert "Tiden är avbokad." in follow(editor, f"{path}call-off/")
    again = Release.objects.get()
    assert (again.state, again.go_live_at) == ("prepared", None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2020-01-01 08:00", "Den tiden har passerat."),
        ("2027-03-28 02:30", "Europe/Stockholm"),
        ("i morgon", "datum"),
        ("", "obligatoriskt"),
    ],
    ids=["past", "left out when clocks change", "no time", "empty"],
)
def test_a_time_that_cannot_be_is_refused_at_the_field(editor: Editor, given: str, said: str) -> None:
    release = build_release(*build_drafts())
    text = follow(editor, f"/admin/releases/{release.pk}/schedule/", go_live_at=given)
    assert said in text
    assert f'value="{given}"' in text or not given
    release.refresh_from_db()
    assert release.state == "prepared"


def test_an_hour_that_comes_twice_when_clocks_change_is_refused(editor: Editor) -> None:
    release = build_release(*build_drafts())
    text = follow(editor, f"/admin/releases/{release.pk}/schedule/", go_live_at="2027-10-31 02:30")
    assert "Europe/Stockholm" in text


@pytest.mark.parametrize("place", ["edit/{}/", "delete/{}/", "{}/choose/"])
def test_a_published_or_scheduled_release_cannot_be_changed_any_more(editor: Editor, place: str) -> None:
    first, second = build_drafts()
    published, scheduled = build_release(first), build_release(second)
    publish_now(published.pk, build_publisher())
    schedule(scheduled.pk, build_publisher("pia"), timezone.now() + timedelta(hours=1))
    for release in (published, scheduled):
        path = f"/admin/releases/{place.format(release.pk)}"
        for text in (
            editor.client.get(path, follow=True).content.decode(),
            follow(editor, path, title_sv="Annat", kind="minor", chosen=[]),
        ):
            assert "Den går inte att ändra nu" in text
        release.refresh_from_db()
        assert (release.title_sv, release.items.count()) == ("Planen följs upp", 1)


def test_two_who_publish_at_once_publish_once(editor: Editor) -> None:
    release = build_release(*build_drafts())
    path = f"/admin/releases/{release.pk}/publish/"
    follow(editor, path)
    assert "Någon hann före dig." in follow(editor, path)
    assert Publication.objects.filter(release=release.key).count() == 2


def test_a_failed_release_tells_why_and_who_acts(editor: Editor) -> None:
    first, second = build_drafts()
    release = build_release(first, second)
    Release.objects.filter(pk=release.pk).update(
        state="failed",
        problems=[{"code": "locked", "item": release.items.latest("pk").pk, "values": {}}],
    )
    text = read(editor, f"/admin/releases/{release.pk}/")
    assert "Fler i arbete: Någon har låst den." in text
    assert "disabled" not in text.split('id="act"')[1]


def test_what_is_chosen_elsewhere_is_shown_there_and_not_taken_twice(editor: Editor) -> None:
    first, _second = build_drafts()
    other = build_release(first, title_sv="En annan")
    release = build_release()
    path = f"/admin/releases/{release.pk}/choose/"
    assert "En annan" in read(editor, path)
    follow(editor, path, chosen=[value_for(first)])
    assert (release.items.count(), other.items.count()) == (0, 1)


def test_a_choice_of_what_is_no_draft_or_does_not_exist_is_passed_over(editor: Editor) -> None:
    home = build_home()
    release = build_release()
    text = follow(editor, f"/admin/releases/{release.pk}/choose/", chosen=[value_for(home), "1-99", "x", ""])
    assert "0 utkast är valda." in text


def test_drafts_stand_side_by_side_in_both_languages_in_the_order_of_the_plan(editor: Editor) -> None:
    area, english = build_translated_draft()
    plan = area.get_parent()
    for code in ("U10", "U2"):
        add(plan, type(area), live=False, title=f"Område {code}", slug=code.lower(), code=code)
    actor = Actor.objects.first()
    assert actor is None or actor.live
    text = read(editor, f"/admin/releases/{build_release().pk}/choose/")
    assert text.index("U1 Lära hela livet") < text.index("Område U2") < text.index("Område U10")
    for subject in (area, english):
        assert f'value="{value_for(subject)}"' in text
    assert text.count("inget att publicera") == 2


def as_member_of(group: str) -> Client:
    user = get_user_model().objects.create_user("eva", "eva@example.org", "password")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_an_editor_prepares_and_a_reviewer_publishes() -> None:
    release = build_release(*build_drafts())
    client = as_member_of(EDITORS)
    text = client.get(f"/admin/releases/{release.pk}/").content.decode()
    assert "Någon som får publicera tar vid härifrån." in text
    assert "Du får inte publicera den." not in text
    client.post(f"/admin/releases/{release.pk}/publish/")
    release.refresh_from_db()
    assert release.state == "prepared"


def test_a_reviewer_publishes() -> None:
    release = build_release(*build_drafts())
    client = as_member_of(REVIEWERS)
    client.post(f"/admin/releases/{release.pk}/publish/")
    release.refresh_from_db()
    assert release.state == "published"


def test_who_is_not_logged_in_sees_nothing_of_it(client: Client) -> None:
    release = build_release()
    for path in ("", "new/", f"{release.pk}/", f"{release.pk}/choose/"):
        assert client.get(f"/admin/releases/{path}").status_code == 302
    assert client.post(f"/admin/releases/{release.pk}/publish/").status_code == 302


def test_choosing_takes_as_many_queries_for_many_drafts_as_for_few(
    editor: Editor, django_assert_max_num_queries: Any
) -> None:
    area = build_area(build_plan())
    draft(build_priority(area, "U1.1"), lead="Nytt.")
    path = f"/admin/releases/{build_release().pk}/choose/"
    editor.client.get(path)
    with django_assert_max_num_queries(60) as few:
        editor.client.get(path)
    for number in range(2, 12):
        draft(build_priority(area, f"U1.{number}"), lead="Nytt.")
    with django_assert_max_num_queries(60) as many:
        editor.client.get(path)
    assert len(many) == len(few)
