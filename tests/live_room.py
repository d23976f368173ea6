"""A facilitator's room as page 21 opens it: its folder, its process, and patience with a busy machine."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.room_process import Room
from workbook_lib.group import tokens
from workbook_lib.group.opening import Rooms
from workbook_lib.group.record import Record
from workbook_lib.group.talking import UnreachableError

PATIENCE = 90.0


def until(is_so: Callable[[], Any], what: str = "it") -> Any:
    """Wait until something is so; what it gave."""
    end = time.monotonic() + PATIENCE
    while True:
        found = is_so()
        if found:
            return found
        assert time.monotonic() < end, f"{what} is not so after {PATIENCE} s"
        time.sleep(0.05)


def state(rooms: Rooms, record: Record) -> dict[str, Any]:
    """How the room stands, once it answers."""

    def ask() -> dict[str, Any] | None:
        with contextlib.suppress(UnreachableError):
            return rooms.line(record).state()
        return None

    found: dict[str, Any] = until(ask, "the room's answer")
    return found


def seen_from_outside(rooms: Rooms, record: Record) -> Room:
    """The room for people with phones."""
    room, key = Room(), rooms.key(record)
    room.url, room.code, room.secret = rooms.line(record).url, tokens.on_the_wall(key.code), key.secret
    return room


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait(20)


@contextlib.contextmanager
def tidied(folder: Path) -> Iterator[Rooms]:
    """Rooms in a folder; every process that serves one of them is told to end afterwards."""
    rooms = Rooms(folder)
    try:
        yield rooms
    finally:
        for mark in folder.glob("*.held"):
            mark.unlink()


def session_of(process: subprocess.Popen[bytes]) -> int:
    """The session that a process belongs to (POSIX)."""
    return os.getsid(process.pid)
