"""Editors write, reviewers publish, administrators do everything; all in groups with Swedish names."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Workflow, WorkflowPage
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import get_permission_name

from pages.desk.groups import ADMINISTRATORS, EDITORS, REVIEWERS, provide_groups
from pages.example.people import provide_editor
from tests.pages.building import build_home, build_standard

pytestmark = pytest.mark.django_db


def log_in(client: Client, *groups: str) -> None:
    user = get_user_model().objects.create_user("eva", "eva@example.org", "password")
    user.groups.add(*Group.objects.filter(name__in=groups))
    client.force_login(user)


def test_the_groups_and_the_review_are_there_from_the_start_and_wagtails_own_are_not() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS, REVIEWERS, ADMINISTRATORS}
    workflow = Workflow.objects.get()
    assert (workflow.name, [task.name for task in workflow.tasks]) == ("Granskning", ["Granskning"])
    assert WorkflowPage.objects.get(workflow=workflow).page.is_root()
    assert [group.name for group in workflow.tasks[0].specific.groups.all()] == [REVIEWERS]


def test_providing_the_groups_again_changes_nothing() -> None:
    before = (Permission.objects.count(), Group.objects.count(), Workflow.objects.count())
    provide_groups(apps)
    assert (Permission.objects.count(), Group.objects.count(), Workflow.objects.count()) == before


def test_groups_on_a_site_that_renamed_nothing_are_completed() -> None:
    Group.objects.filter(name=EDITORS).update(name="Editors")
    Group.objects.get(name="Editors").permissions.clear()
    provide_groups(apps)
    assert not Group.objects.filter(name="Editors").exists()
    assert Group.objects.get(name=EDITORS).permissions.filter(codename="access_admin").exists()


def test_an_editor_submits_and_may_not_publish(client: Client) -> None:
    page = build_standard(build_home())
    log_in(client, EDITORS)
    form = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="action-submit"' in form
    assert 'name="action-publish"' not in form
    for model in get_snippet_models():
        user = get_user_model().objects.get(username="eva")
        assert user.has_perm(get_permission_name("change", model)), model
        assert not user.has_perm(get_permission_name("publish", model)), model


def test_a_reviewer_publishes_pages_and_everything_that_is_no_page() -> None:
    page = build_standard(build_home())
    user = get_user_model().objects.create_user("rut", "rut@example.org", "password")
    user.groups.add(Group.objects.get(name=REVIEWERS))
    assert page.permissions_for_user(user).can_publish()
    for model in get_snippet_models():
        assert user.has_perm(get_permission_name("publish", model)), model


def test_an_administrator_manages_people_and_settings(client: Client) -> None:
    log_in(client, ADMINISTRATORS)
    for path in ("users/", "groups/", "sites/", "locales/", "workflows/list/", "redirects/"):
        assert client.get(f"/admin/{path}").status_code == 200, path


def test_the_uppermost_list_of_pages_opens_for_who_may_change_sites(client: Client) -> None:
    build_home()
    log_in(client, ADMINISTRATORS)
    assert client.get("/admin/pages/").status_code == 200


def test_who_is_no_administrator_does_not(client: Client) -> None:
    log_in(client, EDITORS, REVIEWERS)
    for path in ("users/", "groups/", "sites/", "locales/", "workflows/list/"):
        assert client.get(f"/admin/{path}").status_code == 302, path


def test_the_examples_editor_writes_and_publishes() -> None:
    provide_editor("password")
    editor = get_user_model().objects.get(username="editor")
    assert set(editor.groups.values_list("name", flat=True)) == {EDITORS, REVIEWERS}
    assert editor.has_perms(["wagtailadmin.access_admin", "wagtail_localize.submit_translation"])
