"""Makes the site ready to serve: what has changed since the last start is brought up to date, no more."""

import hashlib
import io
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

EDITOR = "editor"
PASSWORD_OCTETS = 15


def migrate_when_behind() -> bool:
    """Apply the migrations that the database lacks; return whether there were any."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def collect_static_when_changed() -> bool:
    """Collect the static files unless they are those of the last time; return whether that was needed."""
    mark = Path(settings.STATIC_ROOT).with_name("static.mark")
    now = describe_static_files()
    if mark.is_file() and mark.read_text(encoding="utf-8") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(now, encoding="utf-8")
    return True


def describe_static_files() -> str:
    """Return a digest of every source file's name, size and time of change."""
    digest = hashlib.sha256()
    for line in sorted(list_static_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def list_static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            yield f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n"


def load_example_when_empty() -> bool:
    """Load the example plan when the site has nothing but Wagtail's welcome page; return whether it did."""
    untyped = ContentType.objects.get_for_model(Page, for_concrete_model=True)
    if Page.objects.exclude(content_type=untyped).exists():
        return False
    call_command("load_example", stdout=io.StringIO())
    return True


def let_editor_in() -> None:
    """See to it that the example's editor can log in with `EDITOR_PASSWORD`, or with the generated password.

    A generated password is set once; an editor who has changed it in the admin keeps the change.
    """
    user = get_user_model().objects.filter(username=EDITOR).first()
    if user is None:
        return
    path = Path(settings.DATA_DIR) / "editor-password"
    password = settings.EDITOR_PASSWORD
    if not password:
        is_new = not path.is_file()
        password = keep_password(path)
        if not is_new and user.has_usable_password():
            return
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])


def keep_password(path: Path) -> str:
    """Return the generated password in the file; a missing file is made, for its owner's eyes only."""
    if not path.is_file():
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(f"{secrets.token_urlsafe(PASSWORD_OCTETS)}\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
