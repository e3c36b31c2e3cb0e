"""One supervised process: starting it tied to us, seeing it die, starting it again, stopping it warmly."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

from cms.supervising.lifeline import die_with_parent
from cms.supervising.saying import say

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 30.0


@dataclass
class Child:
    """A command with its process; `patience` is how many seconds it may take over a stop."""

    name: str
    command: str
    patience: float = 10.0
    deaths: int = 0
    due_at: float = 0.0
    started_at: float = field(default=0.0, repr=False)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the command in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        supervisor = os.getpid()

        def tie() -> None:
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            die_with_parent(supervisor)

        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S602  a Procfile's lines are shell by definition
            f"exec {self.command}",
            shell=True,
            start_new_session=True,
            preexec_fn=tie,  # noqa: PLW1509  the supervisor has one thread
        )

    def end_code(self) -> int | None:
        """Return the exit code of the ended process; None while it runs or before it was started."""
        return None if self.process is None else self.process.poll()

    def bury(self) -> None:
        """End whatever the dead process left in its group, and say when it will be started again."""
        code = self.end_code()
        self.sweep()
        self.deaths = 1 if time.monotonic() - self.started_at > STEADY_SECONDS else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.due_at = time.monotonic() + pause
        self.process = None
        say(f"{self.name} {describe_end(code)}; starting it again in {pause:.0f} s")

    def ask_to_stop(self) -> None:
        """Send TERM to the process alone: it stops its own workers."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def sweep(self) -> None:
        """KILL every process left in the group; nothing happens when it is empty."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()


def describe_end(code: int | None) -> str:
    """Return how a process ended, in words."""
    if code is not None and code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
