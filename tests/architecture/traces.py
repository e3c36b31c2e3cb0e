"""Looks through the tracked files and the commit messages for a machine's own paths and package hosts."""

import re
import subprocess
import sys

from tests.services.places import ROOT

# Put together here, so that this file does not find itself.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:home|Users)" + r"/[a-z][\w.-]*/",
            r"(?<![\w.])/(?:work|root)" + r"/[\w.]",
            "index" + r"[-_]url\s*=",
            "files" + r"\.pythonhosted\.",
            "pypi" + r"\.org/simple",
        )
    )
)


def find_traces(text: str, place: str) -> list[str]:
    """Return each forbidden string in a text with its line."""
    return [
        f"{place}:{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := FORBIDDEN.search(line))
    ]


def ask_git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


def main() -> int:
    traces = find_traces(ask_git("log", "--format=%h %s%n%b"), "commit messages")
    for name in ask_git("ls-files").splitlines():
        path = ROOT / name
        if path.is_file():
            traces += find_traces(path.read_text(encoding="utf-8", errors="replace"), name)
    sys.stdout.write("".join(f"{trace}\n" for trace in traces))
    return 1 if traces else 0


if __name__ == "__main__":
    sys.exit(main())
