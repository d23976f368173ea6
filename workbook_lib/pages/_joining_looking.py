"""Looks at the room of a session again and again while its page is open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from ..group.visiting import UnreachableError
from ._joining import EVERY, Heard, Joining
from ._later import later

SLOWEST = 30.0
"""Seconds between two looks while nothing answers, at most."""


@dataclass
class Looking:
    """Looks at the room again and again beside the page; ``show`` draws what came, and is told where it went on."""

    joining: Joining
    show: Callable[[bool], None]
    loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin. Where no page goes on (a test), nothing is looked at."""
        with contextlib.suppress(RuntimeError):
            self.loop = asyncio.get_running_loop()
            self._again(0.1)

    def _again(self, seconds: float) -> None:
        if self.loop is not None and not self.joining.stopped:
            self.loop.call_later(seconds, self.tick)

    def tick(self) -> None:
        """One look, beside the page."""
        joining = self.joining
        if joining.visitor is None or joining.ended or joining.stopped:
            self._again(EVERY)
            return
        joining.busy, moves = True, joining.moves
        later(
            lambda: _looked(joining),
            lambda found: self._heard(found, moves),
            lambda: self._heard(None, moves),
        )

    def _heard(self, found: Heard | None, moves: int) -> None:
        joining = self.joining
        joining.busy = False
        if joining.visitor is None or joining.stopped:
            self._again(EVERY)
            return
        before = joining.standing
        if found is None:
            joining.offline, joining.wait = True, min(joining.wait * 1.6, SLOWEST)
        elif moves == joining.moves:
            joining.hear(found)
        elif found.sent:
            joining.taken(found.sent)
        self.show(joining.standing != before)
        self._again(0.1 if joining.pending and not joining.offline else joining.wait)


def _looked(joining: Joining) -> Heard | None:
    try:
        return joining.look()
    except UnreachableError:
        return None
