"""Reads a Procfile: `name: command`, a process a line, in the order of starting."""

import re
from pathlib import Path

LINE = re.compile(r"^([A-Za-z][A-Za-z0-9_-]*):\s*(\S.*)$")


def read_procfile(path: Path) -> dict[str, str]:
    """Return the commands by name; a line that is neither command, comment nor blank raises `ValueError`."""
    commands: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = LINE.match(line)
        if found is None:
            raise ValueError(f"{path}:{number}: expected 'name: command'")
        commands[found[1]] = found[2].rstrip()
    return commands
