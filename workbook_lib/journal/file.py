"""The journal's file: its schema, and the copies kept before a migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from workbook_lib import inbox
from workbook_lib.db import Schema, engine_for, ensure, tables
from workbook_lib.db.schema import MIGRATIONS
from workbook_lib.places import private_folder
from workbook_lib.seal import MissingSealError, Seal, is_sealed

NAME = "journal.db"
COPIES = "copies"
COPIES_KEPT = 3

SCHEMA = Schema(tables.journal, ("0001", "0002"), MIGRATIONS / "journal")


def open_file(folder: Path, seal: Seal | None = None, schema: Schema = SCHEMA) -> Engine:
    """An engine on the journal in ``folder``, brought to this version's schema.

    Raises MissingSealError, NewerSchemaError, StrangeSchemaError, OSError or the driver's errors; then
    nothing stays open.
    """
    if seal is None and is_sealed(folder):
        raise MissingSealError(folder)
    path = folder / NAME
    engine = engine_for(path, seal=seal)
    try:
        ensure(engine, schema, before=lambda revision: keep_copy(path, revision))
    except BaseException:
        engine.dispose()
        raise
    return engine


def keep_copy(path: Path, revision: str) -> Path:
    """Copy a journal as it stands, log included, and drop all but the newest `COPIES_KEPT` copies."""
    copies = private_folder(path.parent / COPIES)
    target = copies / f"journal-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{revision}.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    for old in sorted(copies.glob("journal-*.db"))[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)
    return target


def written_beside(folder: Path) -> list[Path]:
    """The files besides the journal that may hold a learner's words: kept copies, and what waits."""
    places = (folder / COPIES, folder / inbox.FOLDER)
    found = [path for place in places if place.is_dir() for path in place.iterdir()]
    return [*found, *folder.glob("*.part")]
