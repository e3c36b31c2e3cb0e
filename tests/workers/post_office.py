"""A strict SMTP server (aiosmtpd refuses what others let pass), told how to misbehave."""

import asyncio
import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Handler:
    """Keeps what was accepted, and answers as the test says."""

    seconds: float = 0.0
    rcpt: dict[str, str] = field(default_factory=dict)
    mail: str = ""
    drop_after_dot: set[str] = field(default_factory=set)
    final: str = ""
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    sessions: int = 0
    pipelining: bool = False
    senders: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802  the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self.pipelining else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        self.senders.append(address)
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        if self.final:
            return self.final
        assert isinstance(envelope.content, bytes)
        self.accepted.append((envelope.rcpt_tos[0], envelope.content))
        if envelope.rcpt_tos[0] in self.drop_after_dot:
            self.drop_after_dot.discard(envelope.rcpt_tos[0])
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


class PostOffice:
    """The server, running in a thread on a free port of this machine."""

    def __init__(self) -> None:
        self.handler = Handler()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._controller = Controller(self.handler, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.handler.accepted]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()
