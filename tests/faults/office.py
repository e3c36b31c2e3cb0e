"""A post office that offers PIPELINING and asks for a password, and misbehaves as a test tells it to.

It is aiosmtpd, so whatever it accepts is strict SMTP. A message counts as accepted when the server
has it whole, before the answer leaves: who dies in between has sent it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, AnyStr, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.services.processes import find_free_port

STEP_SECONDS = 0.01
NO = ""

# Given a command (`AUTH`, `MAIL`, `RCPT`, `DATA`, or `DOT` for the end of a message) and whom it is
# about, where that is known: the refusal, or nothing where the server agrees.
Judge = Callable[[str, str], str]


@dataclass
class Clerk:
    """What the server's sessions share.

    `seconds` pass before a message may be sent. No answer to the end of a message leaves for whom it is
    held; `in_hand` are the messages that wait for one.
    """

    judge: Judge = lambda _command, _recipient: NO
    seconds: float = 0.0
    drops: Callable[[str], bool] = lambda _recipient: False
    held: Callable[[str], bool] = lambda _recipient: False
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    in_hand: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    sessions: int = 0

    def decide(self, command: str, recipient: str = "") -> str:
        answer = self.judge(command, recipient)
        if answer:
            self.refused[answer[:3]] += 1
        return answer

    def authenticate(self, *_given: object) -> AuthResult:
        refused = bool(self.decide("AUTH"))
        return AuthResult(success=not refused, handled=False)

    async def handle_EHLO(  # noqa: N802  the names are aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.decide("MAIL")
        if not answer:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.decide("RCPT", address)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        recipient = envelope.rcpt_tos[0]
        refusal = self.decide("DOT", recipient)
        if refusal:
            return refusal
        assert isinstance(envelope.content, bytes)
        self.accepted.append((recipient, envelope.content))
        if self.drops(recipient):
            self.dropped.append(recipient)
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "250 OK"
        self.in_hand.append(recipient)
        try:
            while self.held(recipient):  # noqa: ASYNC110  another thread holds and lets go
                await asyncio.sleep(STEP_SECONDS)
        finally:
            self.in_hand.remove(recipient)
        return "250 OK"


class Counterpart(SMTP):
    """One session: refuses DATA too where it is told to, and hangs up after 421, as RFC 5321 (3.8) says."""

    event_handler: Clerk

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.envelope is not None and self.envelope.rcpt_tos:
            refusal = self.event_handler.decide("DATA", self.envelope.rcpt_tos[0])
            if refusal:
                await self.push(refusal)
                return
            await asyncio.sleep(self.event_handler.seconds)
        await super().smtp_DATA(arg)

    async def push(self, status: AnyStr) -> None:
        await super().push(status)
        if str(status).startswith("421") and self.transport is not None:
            self.transport.close()


class Desk(Controller):
    """Makes the sessions."""

    def factory(self) -> SMTP:
        return Counterpart(self.handler, **self.SMTP_kwargs)


class Office:
    """The server, running in a thread of this process on a free port of this machine."""

    def __init__(self) -> None:
        self.clerk = Clerk()
        self.port = find_free_port()
        options: dict[str, Any] = {"authenticator": self.clerk.authenticate, "auth_require_tls": False}
        self._desk = Desk(self.clerk, hostname="127.0.0.1", port=self.port, **options)

    @property
    def url(self) -> str:
        return f"smtp://user:password@127.0.0.1:{self.port}"

    @property
    def received(self) -> Counter[str]:
        """Return how many messages were accepted for each address."""
        return Counter(recipient for recipient, _ in self.clerk.accepted)

    def behave(self) -> None:
        """Misbehave no more, and forget what was accepted."""
        fresh = Clerk(sessions=self.clerk.sessions)
        for name, value in vars(fresh).items():
            setattr(self.clerk, name, value)

    def __enter__(self) -> Self:
        self._desk.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.behave()
        self._desk.stop()
