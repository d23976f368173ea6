"""Long work beside the page: it goes on in a thread, and what comes of it is shown when the page has a moment."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def later(work: Callable[[], T], then: Callable[[T], None], failed: Callable[[], None]) -> None:
    """Do ``work`` beside the page and hand what it gives to ``then`` on the page's own thread.

    ``work`` touches neither journal nor form. Without a page that goes on (a test), all of it happens at once.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        then(work())
        return

    def run() -> None:
        try:
            made = work()
        except Exception:
            traceback.print_exc(file=sys.__stderr__)
            loop.call_soon_threadsafe(failed)
        else:
            loop.call_soon_threadsafe(then, made)

    threading.Thread(target=run, daemon=True).start()


def here() -> Callable[[Callable[[], None]], None]:
    """What brings a word from beside the page to its own thread; nothing where no page goes on."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return lambda call: None
    return lambda call: _hand_over(loop, call)


def _hand_over(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(call)
