"""The room as a facilitator's page knows it: asked every two seconds, also while nobody presses anything.

One `Watch` a kernel, however often its page stands open. What asks runs beside the page; what it found is taken
up where the page's own events are, so that nothing is changed in two places at once.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from .. import chosen
from ..group.on_hub import HubRooms
from ..group.opening import Rooms, home
from ..group.ports import TAKEN
from ..group.record import Record, Wish
from ..group.talking import UnreachableError
from ..group.tokens import on_the_wall
from ._live_clock import Clock
from ._live_summary import kept_summary
from ._page import OPEN_AT_ONCE

EVERY = 2.0
"""Seconds between two questions to the room."""
OPENS_WITHIN = 45.0
"""Seconds that a room may take to open on a slow computer."""
SILENCES = 2
"""So many questions in a row stay without an answer before the page says so."""


class Shown(Protocol):
    """A page that shows the room."""

    def redraw(self) -> None: ...

    def say(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What one question brought: the record, the room's state or why there is none, and the time it was asked."""

    record: Record | None
    state: Mapping[str, Any] | None = None
    trouble: str = ""
    at: float = 0.0
    unkept: str = ""
    finding: str = ""


@dataclass
class Watch:
    """What is known of the room. ``trouble`` is empty, or why the room can't be asked: ``opening``, ``stopped``,
    ``silent``, ``away`` or ``stranger``. ``unkept`` is why what stays of it could not be written."""

    rooms: Rooms
    record: Record | None = None
    state: Mapping[str, Any] | None = None
    trouble: str = ""
    unkept: str = ""
    finding: str = ""
    process: subprocess.Popen[bytes] | None = None
    clock: Clock = field(default_factory=Clock)
    pages: deque[Shown] = field(default_factory=lambda: deque(maxlen=OPEN_AT_ONCE))
    _silences: int = 0
    _since: float = 0.0
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _task: asyncio.Task[None] | None = None

    # -- the room ----------------------------------------------------------------------------------------

    def open(self, wish: Wish) -> bool:
        """Start a room; False where another page has opened one, which is found. Raises OSError."""
        with self._writing:
            before = self.rooms.record()
            self.record, process = self.rooms.open(wish)
        self._started(process)
        return process is not None or (self.rooms.elsewhere and before is None)

    def start(self, host: str | None = None) -> None:
        """Start the process of the room again, at another address where one is given. Raises OSError."""
        if self.record is not None:
            with self._writing:
                self.record, process = self.rooms.start(self.record, host)
            self._started(process)

    def _started(self, process: subprocess.Popen[bytes] | None) -> None:
        self.process, self.state, self.trouble, self.finding = process, None, "opening", ""
        self._since = time.monotonic()

    def close(self) -> None:
        """Forget a room that is over. Raises OSError."""
        if self.record is not None:
            with self._writing:
                self.rooms.close(self.record)
        self._since = time.monotonic()
        self.take(Seen(None, at=self._since))

    def move(self, name: str, **said: Any) -> None:
        """Make a move. Raises MoveRefusedError, UnreachableError, OSError."""
        if self.record is not None:
            state = self.rooms.line(self.record).move(name, **said)
            self._since = time.monotonic()
            self.take(self._kept(Seen(self.record, state, at=self._since)))

    @property
    def url(self) -> str:
        """The address for phones."""
        return self.rooms.line(self.record).url if self.record else ""

    @property
    def code(self) -> str:
        """The join code, as it is shown."""
        return on_the_wall(self.rooms.key(self.record).code) if self.record else ""

    # -- asking ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask the room once, and take up what it says."""
        self.take(self.ask())

    def ask(self) -> Seen:
        """Ask the room. Changes nothing here: it may run beside the page."""
        record, at = self.rooms.record(), time.monotonic()
        if record is None:
            return Seen(None, at=at)
        try:
            line = self.rooms.line(record)
            state = line.state()
            if not record.arranged and not state["over"]:
                for name in ("readings", "manager"):
                    state = line.move(name, **{name: getattr(record, name)})
                record = self._keep(record, arranged=True)
        except UnreachableError as error:
            return Seen(record, None, error.why, at)
        except OSError:  # the file of the key
            return Seen(record, None, "silent", at)
        finding = self.finding or self.rooms.finding(record)
        return self._kept(Seen(record, state, at=at, finding=finding))

    def _kept(self, seen: Seen) -> Seen:
        """The same; of a room that is over, what stays is written first."""
        state, record = seen.state, seen.record
        if state is None or record is None or not state["over"] or record.summary:
            return seen
        path, unkept = kept_summary(record, state)
        try:
            return replace(seen, record=self._keep(record, summary=path), unkept=unkept)
        except OSError as error:
            return replace(seen, unkept=unkept or error.strerror or str(error))

    def _keep(self, record: Record, **more: Any) -> Record:
        """Keep more of a room; what else has become of it meanwhile stays, and a closed one stays closed."""
        with self._writing:
            found = self.rooms.record()
            if found is not None and found.id == record.id:
                self.rooms.keep(replace(found, **more))
        return replace(record, **more)

    def take(self, seen: Seen) -> None:
        """Take up what a question brought. An answer from before the last press is no news any more."""
        if seen.at < self._since or self._gone_elsewhere():
            return
        self.record, self.unkept = seen.record, seen.unkept
        self.finding = seen.finding or (self.finding if seen.record else "")
        if seen.state is not None or seen.record is None:
            self.state, self.trouble, self._silences = seen.state, "", 0
            self.clock.set(seen.state, seen.at)
        else:
            self._silences += 1
            self.trouble = self._trouble(seen.record, seen.trouble)

    def _gone_elsewhere(self) -> bool:
        """Whether the room is on its way to another place, as another program was faster at the one it chose."""
        if self.process is None or self.process.poll() != TAKEN:
            return False
        try:
            self.start()
        except OSError:  # said as a room that stopped
            self.process = None
        return self.process is not None

    def _trouble(self, record: Record, why: str) -> str:
        ended = self.process is not None and self.process.poll() is not None
        if self.state is None and not ended and why in {"refused", "silent"} and _begins(record):
            return "opening"
        if why == "silent" and self.state is not None and self._silences < SILENCES:
            return self.trouble
        return "stopped" if why == "refused" else why

    # -- going along -------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show what is so now, on every page that stands open; say when the last minute begins."""
        last_minute = self.clock.last_minute_begins()
        for page in tuple(self.pages):
            page.redraw()
            if last_minute:
                page.say("last_minute")

    def go_along(self) -> None:
        """Ask again and again from now on. Nothing happens where no kernel runs the page."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._run())

    async def _run(self) -> None:
        asked = 0.0
        while True:
            try:
                wait = 0.3 if self.trouble == "opening" else EVERY
                if time.monotonic() - asked >= wait:
                    asked, seen = time.monotonic(), await asyncio.to_thread(self.ask)
                    self.take(seen)
                self.tick()
            except Exception:
                traceback.print_exc(file=sys.__stderr__)
            await asyncio.sleep(0.3 if self.trouble == "opening" else 0.5)


def _begins(record: Record) -> bool:
    """Whether its process was started so short a time ago that it may not listen yet."""
    return (datetime.now(UTC) - record.started).total_seconds() < OPENS_WITHIN


_watches: dict[str, Watch] = {}


def watch() -> Watch:
    """The room of whoever's journal is open, as this kernel knows it."""
    folder = home()
    if str(folder) not in _watches:
        _watches[str(folder)] = Watch(HubRooms.named(folder) or Rooms(folder, chosen.choice().usable))
    return _watches[str(folder)]
