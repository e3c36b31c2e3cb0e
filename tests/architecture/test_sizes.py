"""Modules stay small, and none is called after what it is not."""

import statistics
from collections.abc import Iterable
from pathlib import Path

from tests.services.places import ROOT

LONGEST = 300
LONGEST_TEST = 400
MEDIAN = 80
NAMELESS = {"utils", "util", "helpers", "common", "core", "misc"}
TREES = ("cms", "workers", "pages", "consent", "tests")


def list_modules(root: Path) -> list[Path]:
    return [path for tree in TREES for path in (root / tree).rglob("*.py") if "migrations" not in path.parts]


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def find_nameless(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths if NAMELESS & {path.stem, *path.parts}]


def find_long(paths: Iterable[Path]) -> list[str]:
    limits = ((path, LONGEST_TEST if path.name.startswith("test_") else LONGEST) for path in paths)
    return [f"{path}: {count_lines(path)} lines" for path, limit in limits if count_lines(path) > limit]


def test_no_module_is_longer_than_its_limit() -> None:
    assert find_long(list_modules(ROOT)) == []


def test_the_median_module_fits_on_a_screen_or_two() -> None:
    sizes = [count_lines(path) for path in list_modules(ROOT)]
    assert statistics.median(size for size in sizes if size > 1) <= MEDIAN


def test_no_module_is_called_utils() -> None:
    assert find_nameless(path.relative_to(ROOT) for path in list_modules(ROOT)) == []


def test_a_long_module_and_a_nameless_one_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "utils.py"
    path.write_text("x = 1\n" * (LONGEST + 1))
    assert find_long([path]) == [f"{path}: {LONGEST + 1} lines"]
    assert find_nameless([Path("pages/utils.py"), Path("cms/core/x.py"), Path("cms/urls.py")]) == [
        "pages/utils.py",
        "cms/core/x.py",
    ]
