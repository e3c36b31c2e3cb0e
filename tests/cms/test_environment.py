"""What an operator is told about the environment is what the settings read."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.services.places import ROOT
from tests.services.processes import copy_environment

READ = re.compile(r'(?:_env\.\w+|read_secret|read_number|environ\.get)\(\s*"([A-Z_]+)"')


def test_the_example_names_exactly_the_variables_that_are_read() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)
    read: set[str] = set()
    for path in (ROOT / "cms" / "settings").glob("*.py"):
        read |= set(READ.findall(path.read_text(encoding="utf-8")))
    assert sorted(named) == sorted(read)


def test_the_example_as_it_stands_is_a_working_environment(tmp_path: Path) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    environment = {"PATH": os.defpath, **example, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "cms", "check", "--database", "default"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_number_that_is_none_is_named_in_one_line() -> None:
    started = subprocess.run(
        [sys.executable, "-m", "cms.supervising"],
        env=copy_environment(PORT="abc"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (started.returncode, started.stderr) == (1, "PORT must be a whole number, not 'abc'\n")
