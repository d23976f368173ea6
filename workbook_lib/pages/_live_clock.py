"""The timer of a room as a page shows it: it goes on between two questions to the room."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LAST_MINUTE = 60
SLACK = 1.5
"""The room tells whole seconds: so much more or less is no other timer."""


@dataclass
class Clock:
    """``ends`` is when the timer runs out, by a steady clock; ``still`` what stands while it rests."""

    ends: float | None = None
    still: int | None = None
    before: int | None = None

    def set(self, state: Mapping[str, Any] | None, at: float) -> None:
        """Take the timer of a room's state that was asked for at ``at``."""
        left = state["seconds_left"] if state else None
        if state is None or left is None or state["paused"]:
            self.ends, self.still = None, left
        elif self.ends is None or abs(at + left - self.ends) > SLACK:
            self.ends = at + left

    def left(self) -> int | None:
        """Whole seconds; None where no timer runs or rests."""
        return self.still if self.ends is None else max(0, round(self.ends - time.monotonic()))

    def last_minute_begins(self) -> bool:
        """Whether the last minute began since this was asked last. A rest is no beginning."""
        before, now = self.before, self.left()
        self.before = now
        return (
            self.ends is not None
            and before is not None
            and now is not None
            and before > LAST_MINUTE >= now > 0
        )
