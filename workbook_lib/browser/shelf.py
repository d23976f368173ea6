"""Two places for one thing: there is a whole copy at every moment, however suddenly a browser is closed.

A new copy goes where the older one was; only when it is written to the end, the one before is emptied.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Protocol

_MARK = b"workbook"
_HEAD = struct.Struct(">8sQQ32s")
"""Mark, number of the copy, length of what follows, and its SHA-256."""


class Place(Protocol):
    """A file that is read and written whole. ``write`` returns when the bytes are there for good.

    Both raise OSError.
    """

    def read(self) -> bytes: ...
    def write(self, data: bytes) -> None: ...


class Shelf:
    """The newest whole copy of some bytes, in two places."""

    def __init__(self, first: Place, second: Place) -> None:
        self._places = (first, second)
        found = [_unpacked(place.read()) for place in self._places]
        numbers = [copy[0] if copy else 0 for copy in found]
        self._number = max(numbers)
        self._at = numbers.index(self._number)
        newest = found[self._at]
        self._data = newest[1] if newest else None

    @property
    def data(self) -> bytes | None:
        """What was put last; None where nothing ever was."""
        return self._data

    def put(self, data: bytes) -> None:
        """Keep ``data`` in place of what was there; no byte of that stays. Raises OSError."""
        if data == self._data:
            return
        new = 1 - self._at
        self._places[new].write(_packed(self._number + 1, data))
        self._number, self._at, self._data = self._number + 1, new, data
        self._places[1 - new].write(b"")


def _packed(number: int, data: bytes) -> bytes:
    return _HEAD.pack(_MARK, number, len(data), hashlib.sha256(data).digest()) + data


def _unpacked(raw: bytes) -> tuple[int, bytes] | None:
    """The number and bytes of a copy; None where it isn't one, or isn't whole."""
    if len(raw) < _HEAD.size:
        return None
    mark, number, length, digest = _HEAD.unpack_from(raw)
    data = raw[_HEAD.size :]
    if mark != _MARK or len(data) != length or hashlib.sha256(data).digest() != digest:
        return None
    return number, data
