"""The example's editor, who may write, translate and publish."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

NAME = "editor"
GROUPS = ("Editors", "Moderators")
ACTOR_PERMISSIONS = ("add_actor", "change_actor", "delete_actor", "publish_actor")


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
        groups = Group.objects.filter(name__in=GROUPS)
        editor.groups.add(*groups)
        granted = Permission.objects.filter(codename__in=(*ACTOR_PERMISSIONS, "submit_translation"))
        for group in groups:
            group.permissions.add(*granted)
