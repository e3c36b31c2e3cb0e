"""What the supervisor tells the person at the terminal: one line at a time, at once."""

import sys


def say(line: str) -> None:
    """Print one line to standard error; a closed terminal must not stop a stop."""
    try:
        sys.stderr.write(f"kompetensplan: {line}\n")
        sys.stderr.flush()
    except OSError:
        pass
