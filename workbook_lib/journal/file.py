"""Where the journal lies: its schema, and the copies kept before a migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from workbook_lib import inbox, profiles
from workbook_lib.db import Place, Schema, engine_for, ensure, place_for, postgres, tables, writing
from workbook_lib.db.place import CARD
from workbook_lib.db.schema import MIGRATIONS
from workbook_lib.places import private_folder
from workbook_lib.seal import MissingSealError, Seal, is_sealed

NAME = "journal.db"
COPIES = "copies"
COPIES_KEPT = 3

SCHEMA = Schema(tables.journal, ("0001", "0002"), MIGRATIONS / "journal")


def open_file(folder: Path, seal: Seal | None = None, schema: Schema = SCHEMA) -> Engine:
    """An engine on the journal that belongs to ``folder``, brought to this version's schema.

    Raises MissingSealError, NewerSchemaError, StrangeSchemaError, NoDatabaseError, ElsewhereError, OSError or the
    driver's errors; then nothing stays open.
    """
    if seal is None and is_sealed(folder):
        raise MissingSealError(folder)
    place = place_of(folder)
    engine = engine_for(place, seal=seal)
    try:
        ensure(engine, schema, before=lambda revision: _keep_copy(engine, place, revision))
    except BaseException:
        engine.dispose()
        raise
    return engine


def place_of(folder: Path) -> Place:
    """Where the journal of a data folder lies. A sitting that leaves nothing never goes to a server."""
    path = folder / NAME
    return Place(path) if profiles.current().leaves_nothing else place_for(path, "journal")


def is_begun(folder: Path) -> bool:
    """Whether a journal belongs to this data folder already: a file in it, or one in a database."""
    return any((folder / name).is_file() for name in (NAME, NAME + CARD))


def _keep_copy(engine: Engine, place: Place, revision: str) -> None:
    if not place.url:
        keep_copy(place.path, revision)
        return
    with writing(engine) as connection:
        postgres.keep_copy(connection, revision)


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
