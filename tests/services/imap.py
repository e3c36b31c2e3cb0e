"""A small strict IMAP server for tests (RFC 3501, and of RFC 9051 what `capabilities` say), in a thread of its own.

No server in Python that is kept alive runs without a dozen dependencies. This one knows what our reader may
say, answers BAD to anything else, and keeps every line that it was told.
"""

import re
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

COMMAND = re.compile(r"(?P<tag>\w+) (?P<uid>UID )?(?P<name>[A-Z]+)(?: (?P<rest>.*))?")
WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
ALL = ("IMAP4rev1", "UIDPLUS", "MOVE")


@dataclass
class Mail:
    uid: int
    octets: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Post:
    """What the server holds, and how it behaves."""

    user: str = "bounces@example.org"
    password: str = 'pass"word\\'
    capabilities: tuple[str, ...] = ALL
    makes_folders: bool = True
    hangs_up_at: str = ""
    folders: dict[str, list[Mail]] = field(default_factory=lambda: {"INBOX": []})
    heard: list[str] = field(default_factory=list)
    next_uid: int = 1

    def deliver(self, octets: bytes, folder: str = "INBOX") -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.folders[folder].append(Mail(uid, octets))
        return uid


class Listener(socketserver.ThreadingTCPServer):
    """Speaks TLS from the first octet where it has a certificate (RFC 8314, 3.2)."""

    daemon_threads = True
    context: ssl.SSLContext | None = None

    def get_request(self) -> Any:
        connection, address = super().get_request()
        if self.context is None:
            return connection, address
        secure = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return secure, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the other side broke off is what some tests are about."""


class ImapServer:
    """`with ImapServer() as server:` listens on a free port of this machine; with a certificate over TLS."""

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.post = Post()
        post = self.post

        class Handler(Session):
            def setup(self) -> None:
                super().setup()
                self.post = post

        self._server = Listener(("127.0.0.1", 0), Handler)
        self._server.context = context
        self._place = f"{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        user = self.post.user.replace("@", "%40")
        scheme = "imaps" if self._server.context else "imap"
        return f"{scheme}://{user}:pass%22word%5C@{self._place}/INBOX"

    def folder(self, name: str = "INBOX") -> list[bytes]:
        return [mail.octets for mail in self.post.folders.get(name, [])]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    post: Post
    logged_in = False
    only_looks = False
    selected = ""

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode("utf-8").rstrip("\r\n"):
            self.post.heard.append(line)
            command = COMMAND.fullmatch(line)
            if command is None:
                self.say("* BAD what?")
                return
            name = command["name"]
            if self.post.hangs_up_at == name:
                self.post.hangs_up_at = ""
                return
            words = [
                quoted.replace('\\"', '"').replace("\\\\", "\\") or plain
                for quoted, plain in WORDS.findall(command["rest"] or "")
            ]
            answer = self.answers.get((command["uid"] is not None, name))
            allowed = name in ("CAPABILITY", "LOGIN", "LOGOUT") or self.logged_in
            if name in ("STORE", "EXPUNGE", "MOVE") and self.only_looks:
                allowed = False
            said = answer(self, words) if answer and allowed else "BAD not here"
            self.say(f"{command['tag']} {said}")
            if name == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode("utf-8") + b"\r\n")

    def capability(self, words: list[str]) -> str:
        self.say(f"* CAPABILITY {' '.join(self.post.capabilities)}")
        return "OK done"

    def login(self, words: list[str]) -> str:
        self.logged_in = words == [self.post.user, self.post.password]
        return "OK welcome" if self.logged_in else "NO [AUTHENTICATIONFAILED] not you"

    def logout(self, words: list[str]) -> str:
        self.say("* BYE")
        return "OK bye"

    def select(self, words: list[str]) -> str:
        if words[0] not in self.post.folders:
            return "NO no such folder"
        self.selected = words[0]
        self.only_looks = False
        self.say(f"* {len(self.mails)} EXISTS")
        return "OK [READ-WRITE] open"

    def examine(self, words: list[str]) -> str:
        said = self.select(words).replace("READ-WRITE", "READ-ONLY")
        self.only_looks = True
        return said

    def status(self, words: list[str]) -> str:
        if words[0] not in self.post.folders:
            return "NO no such folder"
        self.say(f'* STATUS "{words[0]}" (MESSAGES {len(self.post.folders[words[0]])})')
        return "OK done"

    def create(self, words: list[str]) -> str:
        if not self.post.makes_folders or words[0] in self.post.folders:
            return "NO not that"
        self.post.folders[words[0]] = []
        return "OK made"

    def search(self, words: list[str]) -> str:
        if words != ["UNDELETED", "UNFLAGGED"]:
            return "BAD cannot search for that"
        found = [str(mail.uid) for mail in self.mails if not mail.flags & {"\\Deleted", "\\Flagged"}]
        self.say(" ".join(["* SEARCH", *found]))
        return "OK done"

    def fetch(self, words: list[str]) -> str:
        for number, mail in enumerate(self.mails, 1):
            if str(mail.uid) != words[0]:
                continue
            if words[1] == "(RFC822.SIZE)":
                self.say(f"* {number} FETCH (UID {mail.uid} RFC822.SIZE {len(mail.octets)})")
            elif words[1] == "(BODY.PEEK[])":
                self.wfile.write(
                    f"* {number} FETCH (UID {mail.uid} BODY[] {{{len(mail.octets)}}}\r\n".encode()
                )
                self.wfile.write(mail.octets + b")\r\n")
            else:
                return "BAD cannot fetch that"
        return "OK done"

    def store(self, words: list[str]) -> str:
        if words[1] != "+FLAGS.SILENT":
            return "BAD cannot store that"
        for mail in self.mails:
            if str(mail.uid) == words[0]:
                mail.flags.add(words[2].strip("()"))
        return "OK done"

    def uid_expunge(self, words: list[str]) -> str:
        if "UIDPLUS" not in self.post.capabilities:
            return "BAD no UIDPLUS"
        return self.purge(lambda mail: str(mail.uid) == words[0])

    def expunge(self, words: list[str]) -> str:
        return self.purge(lambda mail: True)

    def purge(self, chosen: Callable[[Mail], bool]) -> str:
        kept = [mail for mail in self.mails if not ("\\Deleted" in mail.flags and chosen(mail))]
        self.mails[:] = kept
        return "OK done"

    def copy(self, words: list[str]) -> str:
        if words[1] not in self.post.folders:
            return "NO [TRYCREATE] no such folder"
        for mail in self.mails:
            if str(mail.uid) == words[0]:
                self.post.deliver(mail.octets, words[1])
        return "OK done"

    def move(self, words: list[str]) -> str:
        if "MOVE" not in self.post.capabilities:
            return "BAD no MOVE"
        said = self.copy(words)
        if said.startswith("OK"):
            self.mails[:] = [mail for mail in self.mails if str(mail.uid) != words[0]]
        return said

    @property
    def mails(self) -> list[Mail]:
        return self.post.folders[self.selected]

    answers: "dict[tuple[bool, str], Callable[[Session, list[str]], str]]" = {
        (False, "CAPABILITY"): capability,
        (False, "LOGIN"): login,
        (False, "LOGOUT"): logout,
        (False, "SELECT"): select,
        (False, "EXAMINE"): examine,
        (False, "STATUS"): status,
        (False, "CREATE"): create,
        (True, "SEARCH"): search,
        (True, "FETCH"): fetch,
        (True, "STORE"): store,
        (True, "EXPUNGE"): uid_expunge,
        (False, "EXPUNGE"): expunge,
        (True, "COPY"): copy,
        (True, "MOVE"): move,
    }
