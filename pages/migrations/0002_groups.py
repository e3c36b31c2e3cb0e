"""Creates the desk's groups and its review, and names the root of all pages in Swedish."""

from typing import Any, ClassVar

from django.db import migrations

from pages.desk.groups import provide_groups


def provide(apps: Any, _schema_editor: Any) -> None:
    provide_groups(apps)
    root = apps.get_model("wagtailcore.Page").objects.filter(depth=1, title="Root")
    root.update(title="Alla språk", draft_title="Alla språk")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("pages", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("consent", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations: ClassVar = [migrations.RunPython(provide, migrations.RunPython.noop)]
