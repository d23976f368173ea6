"""The facilitator's room on this computer: its record, its process, and how both are found again.

The process is on its own: it goes on when whoever started it is gone. What is known of it lies in one small file,
so that another kernel, another tab or the next start of the computer finds the room. No notebook is known here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from workbook_lib import db
from workbook_lib.catalog import NAMED_BY
from workbook_lib.group import holding, rooms, tokens
from workbook_lib.group.command import KEY, Key, key_beside
from workbook_lib.group.network import check
from workbook_lib.group.ports import free_port, is_free
from workbook_lib.group.record import Record, Wish
from workbook_lib.group.talking import Line
from workbook_lib.places import data_folder, private_folder, write_whole
from workbook_lib.sitting import hold

NAME = "open.json"
PATIENCE = 5.0
"""Seconds to wait while another press opens the room: it takes milliseconds."""

STRANGE = ("JUPYTER", "JPY_", "IPYTHON", "WORKBOOK_KEY", "WORKBOOK_PROFILE", "MPLBACKEND", "PYDEVD")
"""How the names of environment variables begin that a room must not be given: keys, and what is a kernel's own."""


def home() -> Path:
    """Where this account's rooms are. It may not exist yet."""
    return data_folder() / "rooms"


@dataclass(frozen=True, slots=True)
class Rooms:
    """The folder of the facilitator's rooms, at most one of which is open.

    ``content`` is a library's own folder, whose cases and words the rooms use too.
    """

    folder: Path
    content: Path | None = None

    # -- the record --------------------------------------------------------------------------------------

    def record(self) -> Record | None:
        """The room that stands open, or stood when this computer stopped; None where there is none."""
        try:
            held = json.loads((self.folder / NAME).read_bytes())
            return Record(**{f.name: held[f.name] for f in fields(Record) if f.name in held})
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, record: Record) -> Record:
        """Write the record. Raises OSError."""
        write_whole(self.folder / NAME, json.dumps(asdict(record)).encode(), private=True)
        return record

    def state(self, record: Record) -> Path:
        """The room's file."""
        return self.folder / f"{record.id}.db"

    def key(self, record: Record) -> Key:
        """The code and the secret, made where they are missing. Raises OSError."""
        return key_beside(self.state(record))

    def line(self, record: Record) -> Line:
        """The way to the room's process. Raises OSError."""
        return Line(record.host, record.port, self.key(record).secret)

    # -- opening -----------------------------------------------------------------------------------------

    def open(self, wish: Wish) -> tuple[Record, subprocess.Popen[bytes] | None]:
        """Start a room; where one stands open already, its record and no process. Raises OSError."""
        private_folder(self.folder)
        with only_one(self.folder / "opening.lock"):
            found = self.record()
            if found is not None:
                return found, None
            record = self.keep(_new(wish))
        started = self.start(record)
        # Afterwards: a room must not wait for what others left, perhaps with a server that doesn't answer.
        self.sweep()
        return started

    def start(self, record: Record, host: str | None = None) -> tuple[Record, subprocess.Popen[bytes]]:
        """Start the process of a room that has none: the same file, and the same place where that is free.

        Raises OSError.
        """
        host = host or record.host
        port = record.port if is_free(host, record.port) else free_port(host)
        now = datetime.now(UTC).isoformat()
        record = self.keep(replace(record, host=host, port=port, started_at=now))
        return record, self._process(record)

    def _process(self, record: Record) -> subprocess.Popen[bytes]:
        state = self.state(record)
        self.key(record)
        # The case is the room's own matter once there is a room.
        case = [] if state.exists() else ["--case", record.case]
        command = [sys.executable, "-P", "-m", "workbook_lib", "room", "--host", record.host]
        command += ["--port", str(record.port), "--state", str(state), "--language", record.language]
        command += ["--least", str(record.least), *case]
        with self.log(record).open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=environment(os.environ, self.content),
                **_detached(),
            )

    def log(self, record: Record) -> Path:
        """Where the process says that it is ready, and what went wrong."""
        return self.folder / f"{record.id}.log"

    @property
    def elsewhere(self) -> bool:
        """Whether rooms run somewhere else than on this computer: then there is no address to choose."""
        return False

    def finding(self, record: Record) -> str:
        """A word on whether people can come to the room."""
        return check(record.host, record.port).word

    # -- closing -----------------------------------------------------------------------------------------

    def close(self, record: Record) -> None:
        """Forget a room that is over: its process ends within seconds. Raises OSError."""
        holding.let_go(self.state(record))
        (self.folder / NAME).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete what is left of rooms that were closed, or that are so old that they are over.

        What lies in a database whose server is away is asked for again the next time.
        """
        for state in sorted(self._left(), key=lambda state: db.card_of(state).exists()):
            try:
                db.drop(state)
            except (SQLAlchemyError, db.NoDatabaseError, db.ElsewhereError, OSError) as no:
                if db.fault_of(no) is db.Fault.AWAY:  # for all of them, and each would be waited for
                    return
                continue
            # The key last: by that the rest is found.
            for file in sorted(self.folder.glob(f"{state.stem}.*"), key=lambda file: file.suffix == KEY):
                # Windows keeps what a process still holds; it waits for the next time.
                with suppress(OSError):
                    file.unlink()

    def _left(self) -> Iterator[Path]:
        """The rooms that are over. One in a database has no file of its own; each has a key."""
        found = {*self.folder.glob("*.db"), *(key.with_suffix("") for key in self.folder.glob(f"*.db{KEY}"))}
        # Asked for after the keys: a room has its record before it has a key.
        standing = self.record()
        for state in found:
            is_held = holding.mark_beside(state).exists() and _age(state) <= rooms.LASTS
            if not is_held and (standing is None or state != self.state(standing)):
                yield state


def _age(state: Path) -> timedelta:
    """How long ago anything was written in a room's file, or, in a database, its process began."""
    marks = (state.with_name(f"{state.name}-wal"), holding.mark_beside(state))
    files = [file for file in (state, *marks) if file.exists()]
    return timedelta(seconds=time.time() - max((file.stat().st_mtime for file in files), default=0.0))


def _new(wish: Wish) -> Record:
    now = datetime.now(UTC)
    return Record(
        id=tokens.new_id(),
        host=wish.host,
        port=free_port(wish.host),
        case=wish.case,
        language=wish.language,
        readings=wish.readings,
        manager=wish.manager,
        least=wish.least,
        opened_at=now.isoformat(),
        started_at=now.isoformat(),
        title=wish.title,
    )


def environment(given: Mapping[str, str], content: Path | None = None) -> dict[str, str]:
    """The environment for a room's process: nothing of a notebook in it, and no key to a journal."""
    kept = {name: value for name, value in given.items() if not name.startswith(STRANGE)}
    return {**kept, NAMED_BY: str(content)} if content else kept


def _detached() -> dict[str, Any]:
    """What makes a process outlive the one that starts it, whatever is done to that one's group or window."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
        return {"creationflags": flags, "close_fds": True}
    return {"start_new_session": True}


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a file while a room is being opened: two presses at once open one room. Raises OSError."""
    until = time.monotonic() + PATIENCE
    with path.open("wb") as lock:
        while True:
            try:
                hold(lock)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
        yield
