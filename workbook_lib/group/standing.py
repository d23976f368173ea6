"""How a room stands, in its store. Every change is on the disk before anybody is told of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from threading import Lock

from sqlalchemy import Connection, Engine, func, insert, select, update

from workbook_lib.db import glance, steady, writing
from workbook_lib.group import tables, tokens
from workbook_lib.group.rooms import Room

FRESH = 1.0
"""For so many seconds what was read of the room is used again: every page and every phone asks for it."""


class Standing:
    """The part of a room's store that holds the room itself."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._seen: tuple[Room, float] | None = None
        self._looking = Lock()

    @steady
    def found(self, room: Room, code: str, secret: str, language: str) -> None:
        """Begin the room. Nothing happens where the file holds one already."""
        with writing(self.engine) as db:
            if db.scalar(select(func.count()).select_from(tables.rooms)):
                return
            keys = {"code": tokens.digest(code), "secret": tokens.digest(secret), "language": language}
            db.execute(insert(tables.rooms).values(**keys, **asdict(room)))

    @steady
    def room(self) -> Room:
        """How the room stands; what another process than this one changed is seen within `FRESH` seconds."""
        seen = self._seen
        if seen is not None and time.monotonic() - seen[1] < FRESH:
            return seen[0]
        with glance(self.engine) as db:
            return self._look(room_in(db))

    def _look(self, room: Room) -> Room:
        """Remember how the room stands, unless another thread has seen a later version already."""
        with self._looking:
            if self._seen is None or room.version >= self._seen[0].version:
                self._seen = (room, time.monotonic())
            return self._seen[0]

    @steady
    def key(self, name: str) -> str:
        """The digest of the join ``code`` or of the facilitator's ``secret``, or the ``language``."""
        with glance(self.engine) as db:
            return str(db.scalar(select(tables.rooms.c[name])))

    def change(self, move: Callable[[Room], Room]) -> Room:
        """Put the room where ``move`` takes it; its version rises where that is somewhere else."""
        with writing(self.engine) as db:
            before = room_in(db)
            after = move(before)
            if after == before:
                return before
            after = replace(after, version=before.version + 1)
            db.execute(update(tables.rooms).values(**asdict(after)))
        return self._look(after)


# Made once: to put a statement together takes as long as to run it.
_THE_ROOM = select(*(tables.rooms.c[f.name] for f in fields(Room)))


def room_in(db: Connection) -> Room:
    """How the room stands, read in a transaction of one's own."""
    return Room(*db.execute(_THE_ROOM).one())
