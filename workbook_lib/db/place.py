"""Where something is stored: a SQLite file, or a namespace of its own in the database of WORKBOOK_DATABASE_URL.

A namespace (a "schema", as PostgreSQL calls it) has a random name, kept in a small card where the file would be. So
many rooms and journals share one database, none comes upon another by accident, and one is deleted as a whole.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbook_lib.places import write_whole

NAMED_BY = "WORKBOOK_DATABASE_URL"
CARD = ".namespace"
_NAME = re.compile(r"[a-z]+_[0-9a-f]{32}")


class ElsewhereError(Exception):
    """What is asked for lies in a database, and none is named; or the card that says where can't be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A SQLite file at ``path``; with a ``url``, the ``namespace`` of that database in its stead."""

    path: Path
    url: str = ""
    namespace: str = ""


def place_for(path: Path, kind: str) -> Place:
    """Where what belongs at ``path`` is stored: a ``kind`` is a word of small letters, such as ``room``.

    Makes the card where a database is named and none is there yet. Raises ElsewhereError, OSError.
    """
    url = os.environ.get(NAMED_BY, "").strip()
    card = card_of(path)
    if url and not card.exists():
        _write_once(card, f"{kind}_{secrets.token_hex(16)}\n".encode())
    if not url:
        if card.exists():
            raise ElsewhereError(str(path))
        return Place(path)
    name = card.read_text("ascii", "replace").strip()
    if not _NAME.fullmatch(name):
        raise ElsewhereError(str(card))
    return Place(path, url, name)


def card_of(path: Path) -> Path:
    """Where the card of what belongs at ``path`` is, or would be."""
    return path.with_name(path.name + CARD)


def _write_once(card: Path, data: bytes) -> None:
    """Write a card, or leave the one that another process wrote in the meantime."""
    own = card.with_name(f"{card.name}.{secrets.token_hex(8)}")
    try:
        write_whole(own, data, private=True)
        with suppress(FileExistsError):
            os.link(own, card)
    finally:
        own.unlink(missing_ok=True)
