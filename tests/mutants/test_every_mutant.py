"""Each thing that we break on purpose turns a named test red, and unbroken they are all green."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.mutants.plugin import UNBROKEN
from tests.mutants.table import MUTANTS, Mutant
from tests.services.bars import Bars
from tests.services.places import ROOT

LEAST = 30
SECONDS = 90.0

Fates = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def fates(tmp_path_factory: pytest.TempPathFactory, bar: Bars) -> Fates:
    """Run every catcher once, and each mutant's own against the mutant, all in children of one process."""
    path = tmp_path_factory.mktemp("mutants") / "fates.jsonl"
    catchers = list(dict.fromkeys(catcher for mutant in MUTANTS for catcher in mutant.catchers))
    plugins = ["-p", "tests.mutants.plugin", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--sqlite", *plugins, "--fates", str(path), *catchers],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert path.exists(), done.stdout + done.stderr
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    spent = sum(fate.get("seconds", 0) for fate in lines)
    bar(
        f"{len(MUTANTS)} mutants, without what their process takes to start", spent, SECONDS, "s of processor"
    )
    assert len(lines) == len(MUTANTS) + 1, done.stdout + done.stderr
    return {fate["name"]: fate for fate in lines}


def test_there_are_enough_mutants_and_no_two_of_a_name() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(set(names)) == len(names) >= LEAST


def test_unbroken_every_catcher_is_green(fates: Fates) -> None:
    unbroken = fates[UNBROKEN]
    assert "trouble" not in unbroken, unbroken
    assert unbroken["failed"] == {}
    green = set(unbroken["passed"])
    for mutant in MUTANTS:
        for catcher in mutant.catchers:
            assert any(name == catcher or name.startswith(f"{catcher}[") for name in green), catcher


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mutant_is_caught(mutant: Mutant, fates: Fates) -> None:
    fate = fates[mutant.name]
    assert "trouble" not in fate, fate["trouble"]
    assert fate["failed"], f"{mutant.name} survived {', '.join(fate['passed'])}"
    for catcher in mutant.catchers:
        said = [why for name, why in fate["failed"].items() if name.split("[")[0] == catcher.split("[")[0]]
        assert said, f"{catcher} stayed green"
        assert mutant.says in "\n".join(said)
