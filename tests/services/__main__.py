"""`python -m tests.services`: install what the tests need, where the user may; else say the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.services import chromium, sink
from tests.services.missing import Missing

PARTS: tuple[tuple[Callable[[], object], str], ...] = (
    (chromium.find_chromium, chromium.COMMAND),
    (chromium.check_driver, chromium.COMMAND),
    (sink.find_sink, sink.COMMAND),
)


def list_missing() -> dict[str, Missing]:
    """Return what is missing, by the command that brings it."""
    missing: dict[str, Missing] = {}
    for find, command in PARTS:
        try:
            find()
        except Missing as part:
            missing[command] = part
    return missing


def main() -> int:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in list_missing():
            subprocess.run(command, shell=True, check=False, env=environment, stdout=subprocess.DEVNULL)
    missing = list_missing()
    for part in missing.values():
        sys.stderr.write(f"The tests cannot run: {part}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
