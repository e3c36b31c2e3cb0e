"""Migrated, empty databases, made once for each state of the migrations and copied for each run."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.places import ROOT
from tests.services.postgres import (
    SETTINGS,
    TEMPLATE,
    Server,
    find_binaries,
    find_owner,
    give,
    make_cluster,
    running_cluster,
)

READ_BY_ALL = 0o755


def find_cache() -> Path:
    """Return this user's directory for what may be kept between runs; the database's user may enter it."""
    directory = Path(tempfile.gettempdir()) / f"kompetensplan-tests-{os.getuid()}"
    directory.mkdir(mode=READ_BY_ALL, exist_ok=True)
    if directory.stat().st_uid != os.geteuid():
        raise PermissionError(f"{directory} belongs to somebody else")
    directory.chmod(READ_BY_ALL)
    return directory


def describe_migrations() -> str:
    """Return a digest of whatever decides how an empty database looks: migrations, packages, the registry.

    Migrating publishes the registry of cookies and services, which is code in consent/, and
    creates the groups of the desk.
    """
    digest = hashlib.sha256()
    sources = [ROOT / ".requirements" / "test.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    sources += [ROOT / "consent" / "categories.py", ROOT / "consent" / "texts.py"]
    sources += sorted((ROOT / "consent" / "registry").glob("*.py"))
    sources.append(ROOT / "pages" / "desk" / "groups.py")
    for path in sources:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one run at a time build what the path names."""
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str, data_dir: Path) -> None:
    """Apply every migration to the database at `url`, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data_dir)}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    done = subprocess.run(
        [sys.executable, "-m", "cms", "migrate", "--verbosity", "0"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the migrations failed: {done.stderr[-3000:]}")


def make_sqlite_template(cache: Path) -> Path:
    """Return the migrated SQLite file for the present migrations."""
    path = cache / f"sqlite-{describe_migrations()}" / "template.sqlite3"
    with locked(path.parent):
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            half = path.with_suffix(".half")
            half.unlink(missing_ok=True)
            migrate(f"sqlite:///{half}", path.parent)
            half.rename(path)
            forget_older(cache, "sqlite-*", path.parent)
    return path


def make_cluster_template(cache: Path, binaries: Path) -> Path:
    """Return a stopped cluster that holds the migrated template database."""
    version = binaries.parent.name
    path = cache / f"postgres-{version}-{describe_migrations()}"
    with locked(path):
        if not path.is_dir():
            half = path.with_name(f"{path.name}.half")
            shutil.rmtree(half, ignore_errors=True)
            make_cluster(binaries, half)
            with running_cluster(binaries, half) as server:
                migrate(server.create(TEMPLATE), cache)
            half.rename(path)
            forget_older(cache, "postgres-*", path)
    return path


def forget_older(cache: Path, pattern: str, kept: Path) -> None:
    """Remove all but the three newest templates of a kind."""
    directories = [
        path for path in cache.glob(pattern) if path.is_dir() and path != kept and ".half" not in path.name
    ]
    for path in sorted(directories, key=lambda path: path.stat().st_mtime)[:-2]:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def own_server(directory: Path, settings: tuple[str, ...] = SETTINGS) -> Iterator[Server]:
    """Run a server of our own on a copy of the migrated cluster."""
    cache = find_cache()
    binaries = find_binaries(cache)
    template = make_cluster_template(cache, binaries)
    copy = directory / "postgres"
    shutil.copytree(template, copy)
    give(copy, find_owner())
    with running_cluster(binaries, copy, settings) as server:
        yield server


@contextmanager
def given_server(url: str) -> Iterator[Server]:
    """Use the server at DATABASE_URL: its own database is left alone, ours are made beside it."""
    mark = f"{TEMPLATE}_{describe_migrations()}"
    server = Server(url, mark)
    with locked(find_cache() / mark):
        if not server.has(mark):
            half = f"{mark}_half"
            server.drop(half)
            migrate(server.create(half), find_cache())
            server.rename(half, mark)
    yield server
