"""Start a page's kernel the moment its address is asked for, seconds before Lab itself would.

Lab looks for a running session of the same path and joins it. Nothing of a page runs by this.
"""

from __future__ import annotations

import asyncio
from typing import Any

TREE = "/tree/"


def asked_page(handler: Any) -> str:
    """The path below the root that this request for Lab's own HTML asks for, '' where it names none."""
    asked = handler.path_kwargs.get("tree") or ""
    return asked.removeprefix(TREE) if asked.startswith(TREE) else ""


class Ahead:
    """Starts at most one kernel for a path that has none. ``sessions`` is Jupyter's session manager."""

    def __init__(self, sessions: Any) -> None:
        self._sessions = sessions
        self._starting: dict[str, asyncio.Task[None]] = {}

    def start(self, path: str) -> None:
        """Begin to start a kernel for ``path``, unless one runs or is being started."""
        if path not in self._starting:
            task = asyncio.ensure_future(self._start(path))
            self._starting[path] = task
            task.add_done_callback(lambda done: self._finish(path, done))

    async def _start(self, path: str) -> None:
        if not await self._sessions.session_exists(path=path):
            name = path.rsplit("/", 1)[-1]
            await self._sessions.create_session(path=path, name=name, type="notebook", kernel_name="python3")

    def _finish(self, path: str, done: asyncio.Task[None]) -> None:
        del self._starting[path]
        if not done.cancelled():
            done.exception()  # Lab tries again itself, and shows what fails then.
