"""The workbook inside a browser: Python runs there, and the journal lies in that browser's own storage.

`ready` is called once before the first page runs. Everything else of the library is as on a computer.
"""

from __future__ import annotations

import sys

__all__ = ["in_browser", "ready"]


def in_browser() -> bool:
    """Whether this Python runs in a browser."""
    return sys.platform == "emscripten"


async def ready() -> None:
    """Bring the journal from the browser's storage, and every later change of it back there.

    Raises OpenElsewhereError where another tab has it open, NotKeptError where this browser keeps nothing;
    then pages work, and what is written lasts until the window closes.
    """
    from workbook_lib.browser import kept

    await kept.open_journal()
