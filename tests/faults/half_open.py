"""A way to the broker that can go dead without a word, as when a firewall forgets a connection."""

import asyncio
from contextlib import suppress
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from types import TracebackType
from typing import Self

OCTETS = 65536
CHECK_SECONDS = 0.05


class HalfOpenWay:
    """Forwards TCP connections to a socket. Those that are open when it is cut stay open and say nothing more."""

    def __init__(self, unix_socket: Path) -> None:
        self._target = unix_socket
        self._loop = asyncio.new_event_loop()
        self._ready = Flag()
        self._thread = Thread(target=self._run, name="way", daemon=True)
        self._age = 0
        self._joined: set[asyncio.Task[None] | None] = set()
        self.port = 0

    def cut(self) -> None:
        """Forward nothing more on any connection that is open now; new ones pass."""
        self._age += 1

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        await server.serve_forever()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        age = self._age
        task = asyncio.current_task()
        self._joined.add(task)  # the loop keeps no task alive: one that waits long was collected
        far_reader, far_writer = await asyncio.open_unix_connection(self._target)
        ways = (self._forward(age, reader, far_writer), self._forward(age, far_reader, writer))
        try:
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*ways)
        finally:
            for each in (writer, far_writer):
                each.transport.abort()
            self._joined.discard(task)

    async def _forward(self, age: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while octets := await reader.read(OCTETS):
                while age != self._age:  # noqa: ASYNC110  it is cut from another thread
                    await asyncio.sleep(CHECK_SECONDS)
                writer.write(octets)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serve())
        self._loop.run_until_complete(asyncio.sleep(CHECK_SECONDS))  # what was aborted is closed by then
        self._loop.close()

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join()

    def _end(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
