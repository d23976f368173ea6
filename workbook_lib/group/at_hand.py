"""What a room's process remembers of its store, so that a page that stands open needs no look into it.

One process serves a room at a time, so what it read or wrote last is so until it changes it itself. A process that
takes a room over from another one may see that one's last change `SECONDS` late.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar

SECONDS = 20.0
"""For so long something is remembered without being read again."""

Key = TypeVar("Key", bound=Hashable)
Held = TypeVar("Held")
Turn = tuple[int, int]
"""How often something was changed: what was read before a change is not remembered after it."""


class AtHand(Generic[Key, Held]):
    """Values that were read or written lately. Safe to use from several threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._held: dict[Key, tuple[Held, float]] = {}
        self._changed: Counter[Key] = Counter()
        self._cleared = 0
        self._one_at_a_time = Lock()

    def get(self, key: Key) -> Held | None:
        """What is remembered, or None."""
        held = self._held.get(key)
        return held[0] if held is not None and time.monotonic() - held[1] < self._seconds else None

    def turn(self, key: Key) -> Turn:
        """To be asked before something is read or changed, and given to what remembers it."""
        return self._cleared, self._changed[key]

    def remember(self, key: Key, value: Held, turn: Turn) -> None:
        """Remember what was read, unless it was changed meanwhile."""
        with self._one_at_a_time:
            if turn == self.turn(key):
                self._held[key] = (value, time.monotonic())

    def change(self, key: Key, value: Held | None, turn: Turn) -> None:
        """Remember what is so from now on; forget it where that is None, or where it was changed meanwhile."""
        with self._one_at_a_time:
            if value is not None and turn == self.turn(key):
                self._held[key] = (value, time.monotonic())
            else:
                self._held.pop(key, None)
            self._changed[key] += 1

    def forget(self, key: Key) -> None:
        """It is read again the next time."""
        self.change(key, None, self.turn(key))

    @contextmanager
    def changing(self, key: Key) -> Iterator[None]:
        """What is written in here is read again the next time, also where nobody knows whether it was written."""
        try:
            yield
        finally:
            self.forget(key)

    def clear(self) -> None:
        """Forget everything."""
        with self._one_at_a_time:
            self._cleared += 1
            self._held.clear()
            self._changed.clear()
