"""The room's process: uvicorn on one address, until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Iterable

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from uvicorn.protocols.http.h11_impl import H11Protocol

from workbook_lib.group.app import application
from workbook_lib.group.session import Session

FIRST_WORD = 20.0
"""Seconds within which a new connection has to ask for something: else idle ones could fill all places."""


class Impatient(H11Protocol):
    """Hangs up on whoever connects and doesn't ask."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(FIRST_WORD, self._hang_up)

    def _hang_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


LOOKS_EVERY = 20
"""Ticks of a tenth of a second between two looks whether the process is still wanted."""


class Server(uvicorn.Server):
    """Says so once people can come in, and ends by itself when it is not wanted any more."""

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(config)
        self._ready, self._wanted = ready, wanted

    async def on_tick(self, counter: int) -> bool:
        if counter % LOOKS_EVERY == 0 and not await asyncio.to_thread(self._wanted):
            self.should_exit = True
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def end_in_time(session: Session) -> Callable[[], Awaitable[None]]:
    """What ends a forgotten room when its hours are over, also where nobody asks for a page any more."""

    async def look() -> None:
        # A file that is busy now is looked at again in half a minute.
        with contextlib.suppress(SQLAlchemyError):
            await asyncio.to_thread(session.room)

    return look


def server(
    session: Session,
    hosts: Iterable[str],
    ready: Callable[[], None] = lambda: None,
    wanted: Callable[[], bool] = lambda: True,
) -> Server:
    """What serves the room once its ``run`` is called with a socket that listens.

    It calls ``ready`` when people can come in, and asks ``wanted`` now and then whether it shall go on.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    config = uvicorn.Config(
        application(session, hosts),
        # No record of who asked for what, no header that says what runs here, no trust in what a proxy says.
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=Impatient,
        lifespan="off",
        ws="none",
        log_config=None,
        limit_concurrency=1000,
        timeout_keep_alive=15,
        callback_notify=end_in_time(session),
        timeout_notify=30,
    )
    return Server(config, ready, wanted)
