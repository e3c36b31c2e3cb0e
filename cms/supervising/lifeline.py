"""Ties a process to its parent, so that no process outlives the supervisor, however that one ends.

The kernel sends the signal when the parent is gone (prctl(2), PR_SET_PDEATHSIG), also after KILL,
which no handler sees. The setting survives exec and is not inherited by further children, so the
web server's own workers tie themselves (`cms.wsgi`).
"""

import ctypes
import multiprocessing
import os
import signal

PR_SET_PDEATHSIG = 1
_prctl = getattr(ctypes.CDLL(None), "prctl", None)


def die_with_parent(parent: int, signum: signal.Signals = signal.SIGKILL) -> None:
    """Ask for `signum` when `parent` ends; when it has ended already, end at once."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def die_with_server() -> None:
    """Tie a worker process that a Python server forked or spawned to that server; else do nothing."""
    server = multiprocessing.parent_process()
    if server is not None and server.pid is not None:
        die_with_parent(server.pid)
