"""Bytes to text: what kind of file it is, and which letters its bytes stand for.

A byte order mark decides, then zero bytes (UTF-16 without a mark), then UTF-8; what isn't UTF-8 is taken as
Windows' Western letters, byte by byte, so that a file that mixes the two is read too. Guessing by statistics was
left: with the few accents of a table of figures it is wrong too often (docs/decisions/0004-own-figures.md).
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from .answers import Refused

HEAD = 262_144
"""So many bytes are looked at before anything else is decided."""

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_OTHERS = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3", "database"),
)
"""How files begin that are no text, and what they are called."""
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|\?xml|table)", re.IGNORECASE)
_IN_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_WESTERN = "compassion-western"


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, as Windows' Western letters; one that these don't know either stands for itself."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(_letter(byte) for byte in found), error.end


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_WESTERN, _as_western)


@dataclass(frozen=True, slots=True)
class Source:
    """A file in a folder, or the bytes of one that was chosen in the browser. ``name`` is what it is called."""

    name: str
    path: Path | None = None
    data: bytes = b""

    @property
    def size(self) -> int:
        """Bytes. Raises `Refused` where the file isn't there."""
        return self._stat() if self.path else len(self.data)

    def _stat(self) -> int:
        with _spoken(self.name):
            return self.path.stat().st_size if self.path else 0

    def open(self) -> BinaryIO:
        """The bytes. Raises `Refused` where they can't be read."""
        if self.path is None:
            return io.BytesIO(self.data)
        if self.path.is_dir():
            raise Refused("folder", {"name": self.name})
        with _spoken(self.name):
            return self.path.open("rb")


class _spoken:
    """What the system has against a file, as `Refused`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, FileNotFoundError | NotADirectoryError):
            raise Refused("not_there", {"name": self.name}) from fault
        if isinstance(fault, OSError | ValueError):
            reason = getattr(fault, "strerror", None) or str(fault)
            raise Refused("not_open", {"name": self.name, "reason": reason}) from fault


def encoding(head: bytes) -> str:
    """The encoding of a file by how it begins. Raises `Refused` where it is no text."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    for start, what in _OTHERS:
        if head.startswith(start):
            raise Refused(what)
    if _WEB_PAGE.match(head):
        raise Refused("web_page")
    return _by_zeros(head)


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a mark has a zero beside nearly every letter; other zeros are in no text."""
    if head.count(0) > 0.3 * len(head):
        return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
    if len(head.rstrip(b"\x00").translate(None, _IN_NO_TEXT)) < 0.99 * len(head.rstrip(b"\x00")):
        raise Refused("not_text")
    return "utf-8"


def is_utf8(head: bytes) -> bool:
    """Whether the bytes are UTF-8, as far as they go."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def text(file: BinaryIO, name: str) -> TextIO:
    """The file as text, line ends as they are."""
    errors = _WESTERN if name.startswith("utf-8") else "replace"
    return io.TextIOWrapper(file, encoding=name, errors=errors, newline="")


def lines(stream: TextIO) -> Iterator[str]:
    """The lines without zero characters, which some programs leave at the end of a file."""
    for line in stream:
        yield line.replace("\x00", "") if "\x00" in line else line
