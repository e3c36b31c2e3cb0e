"""`python -m tests.services.together [pytest options]`: every test, two runs beside each other.

Half of the tests wait for browsers and processes, the other half for the processor. Whichever is
done first makes room for those that run once more on SQLite. What each run says is kept and printed
whole when it ends, so that the runs do not speak at the same time.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.services.places import ROOT

PEOPLE = ["tests/browser", "--ignore=tests/browser/consent", "tests/journeys", "tests/cms"]
ROOMS = [
    "tests/architecture",
    "tests/browser/consent",
    "tests/consent",
    "tests/faults",
    "tests/mutants",
    "tests/pages",
    "tests/workers",
]
RUNS = [PEOPLE, ROOMS, ["--sqlite", "-m", "both_databases"]]
LANES = 2


def run(options: list[str]) -> int:
    """Run pytest once, print what it said when it ends, and return its exit code."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as words:
        command = [sys.executable, "-m", "pytest", "-q", *options]
        code = subprocess.run(
            command, cwd=ROOT, stdout=words, stderr=subprocess.STDOUT, check=False
        ).returncode
        words.seek(0)
        sys.stdout.write(f"pytest {' '.join(options)}\n{words.read()}\n")
        sys.stdout.flush()
    return code


def main() -> int:
    forgotten = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("**/test_*.py"))}
    forgotten -= {Path(each).name for each in [*PEOPLE, *ROOMS]}
    if forgotten:
        sys.stderr.write(f"no lane runs tests/{', tests/'.join(sorted(forgotten))}\n")
        return 1
    with ThreadPoolExecutor(LANES) as lanes:
        return max(lanes.map(lambda options: run([*options, *sys.argv[1:]]), RUNS))


if __name__ == "__main__":
    sys.exit(main())
