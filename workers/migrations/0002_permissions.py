"""Lets those who may publish keep the list of subscribers."""

from typing import Any, ClassVar

from django.db import migrations

from workers.desk.subscribers.permitting import grant


def provide(apps: Any, _schema_editor: Any) -> None:
    grant(apps)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("workers", "0001_initial"),
        ("pages", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations: ClassVar = [migrations.RunPython(provide, migrations.RunPython.noop)]
