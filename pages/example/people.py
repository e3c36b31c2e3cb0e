"""The example's editor, who may write, translate and publish."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from pages.desk.groups import EDITORS, REVIEWERS

NAME = "editor"


def provide_editor(password: str = "") -> None:
    """Create the editor with what an editor may do; without a password nobody can log in yet."""
    with transaction.atomic():
        editor, created = get_user_model().objects.get_or_create(
            username=NAME, defaults={"first_name": "Redaktör", "email": "editor@localhost"}
        )
        if password and not editor.check_password(password):
            editor.set_password(password)
        elif created:
            editor.set_unusable_password()
        editor.save()
        editor.groups.add(*Group.objects.filter(name__in=(EDITORS, REVIEWERS)))
