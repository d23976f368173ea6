"""The journal in the browser's private file system, which only pages of this site can open.

SQLite works on a file in memory. After each transaction the whole file (some 100 kB) goes to the browser's
storage before the page says "Saved". Only this module knows the browser's own objects.
"""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from workbook_lib.browser.shelf import Shelf
from workbook_lib.db import after_writing
from workbook_lib.journal.file import NAME
from workbook_lib.places import APPLICATION, OVERRIDE, private_folder

FOLDER = Path("/home/workbook")
PATIENCE = 4.0
"""How many seconds a tab that is just closing or loading again may take to let go of the journal."""

_open: list[Shelf] = []


class OpenElsewhereError(Exception):
    """Another tab of this browser has the journal open; two at a time would lose words."""


class NotKeptError(Exception):
    """This browser, or this kind of window, keeps nothing for a site."""


class _BrowserFile:
    """One file of the browser's, open for this tab alone."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def read(self) -> bytes:
        import js

        held = js.Uint8Array.new(self._handle.getSize())
        self._handle.read(held, at=0)
        return bytes(held.to_bytes())

    def write(self, data: bytes) -> None:
        from pyodide.ffi import JsException, to_js

        try:
            self._handle.truncate(0)
            if data and self._handle.write(to_js(data), at=0) != len(data):
                raise OSError(errno.ENOSPC, "The browser's storage is full")
            self._handle.flush()
        except JsException as error:
            raise OSError(errno.ENOSPC, str(error)) from error


async def open_journal() -> None:
    """Put the journal where the library looks for it, once. Raises OpenElsewhereError or NotKeptError."""
    if _open:
        return
    os.environ[OVERRIDE] = str(FOLDER)
    shelf = Shelf(await _file("journal-a"), await _file("journal-b"))
    path = private_folder(FOLDER) / NAME
    if shelf.data is not None:
        path.write_bytes(shelf.data)
    _open.append(shelf)
    after_writing(lambda: shelf.put(whole(path)))


def whole(path: Path) -> bytes:
    """The bytes of a SQLite file as its last transaction left it, log included."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.serialize()


async def _file(name: str) -> _BrowserFile:
    """One file of the browser's. Raises OpenElsewhereError or NotKeptError."""
    import js
    from pyodide.ffi import JsException

    try:
        root = await js.navigator.storage.getDirectory()
        folder = await root.getDirectoryHandle(APPLICATION, create=True)
        file = await folder.getFileHandle(name, create=True)
    except (JsException, AttributeError) as error:
        raise NotKeptError(str(error)) from error
    clock = asyncio.get_running_loop()
    until = clock.time() + PATIENCE
    while True:
        try:
            return _BrowserFile(await file.createSyncAccessHandle())
        except AttributeError as error:
            raise NotKeptError(str(error)) from error
        except JsException as error:
            if clock.time() > until:
                raise OpenElsewhereError(str(error)) from error
            await asyncio.sleep(0.2)
