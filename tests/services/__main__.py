"""`python -m tests.services`: install what the tests need, where the user may; else say the command."""

import os
import shutil
import subprocess
import sys

from tests.services.chromium import COMMAND, check_driver, find_chromium
from tests.services.missing import Missing


def is_complete() -> bool:
    try:
        find_chromium()
        check_driver()
    except Missing:
        return False
    return True


def main() -> int:
    if not is_complete() and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(COMMAND, shell=True, check=False, env=environment, stdout=subprocess.DEVNULL)
    if is_complete():
        return 0
    sys.stderr.write(f"The tests need Chromium and libatomic1: {COMMAND}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
