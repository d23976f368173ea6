"""A journal as a whole: everything in it, taking in another one, and emptying it for good."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from workbook_lib.db import empty, on_sqlite, postgres, run_bare, tables, writing
from workbook_lib.journal import drafts, entries
from workbook_lib.journal.drafts import Incoming, Standing
from workbook_lib.journal.rows import draft_of
from workbook_lib.model import Entry


@dataclass(frozen=True, slots=True)
class Visit:
    """A stretch of work on a page, by the times alone (UTC)."""

    page: str
    began_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a journal holds. ``places`` by page and ``settings`` by name are values of JSON."""

    entries: tuple[Entry, ...] = ()
    drafts: tuple[Standing, ...] = ()
    visits: tuple[Visit, ...] = ()
    places: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def contents(connection: Connection, *, private: bool) -> Contents:
    """What is in the journal; what is private only where asked for."""
    draft_rows = connection.execute(
        select(tables.drafts).order_by(tables.drafts.c.page, tables.drafts.c.scenario, tables.drafts.c.prompt)
    ).mappings()
    return Contents(
        tuple(entry for entry in entries.find(connection) if private or not entry.private),
        tuple(
            Standing(draft_of(row), row["seq"], row["private"])
            for row in draft_rows
            if private or not row["private"]
        ),
        visits(connection),
        {
            row.page: row.place
            for row in connection.execute(select(tables.places))
            if private or not _is_private(row.place)
        },
        {
            row.name: row.value
            for row in connection.execute(select(tables.settings))
            if private or not _is_private(row.value)
        },
    )


def _is_private(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("private"))


def visits(connection: Connection) -> tuple[Visit, ...]:
    """All visits, oldest first."""
    rows = connection.execute(select(tables.visits).order_by(tables.visits.c.began_at))
    return tuple(Visit(row.page, row.began_at, row.last_at) for row in rows)


def merge(connection: Connection, other: Contents, now: datetime) -> None:
    """Take in another journal's contents, on a transaction that writes. Twice is the same as once.

    Nothing here is lost: an entry whose id is taken by other words comes in under a new id, and of two
    drafts in one slot the later stands while the other is kept as an entry. Settings and places of this
    journal stay.
    """
    for entry in other.entries:
        _merge_entry(connection, entry)
    for draft in other.drafts:
        _merge_draft(connection, draft, now)
    known = set(visits(connection))
    for visit in other.visits:
        if visit not in known:
            connection.execute(insert(tables.visits).values(asdict(visit)))
    _fill(connection, tables.places, other.places)
    _fill(connection, tables.settings, other.settings)


def _merge_entry(connection: Connection, entry: Entry) -> None:
    standing = entries.one(connection, entry.id)
    if standing is not None and replace(standing, disputed={}) != replace(entry, disputed={}):
        # The new id comes from the words themselves, so that a second import finds it again.
        words = repr(replace(entry, disputed={}))
        entry = replace(entry, id=uuid.uuid5(uuid.NAMESPACE_OID, words).hex)
        standing = entries.one(connection, entry.id)
    if standing is None:
        entries.keep(connection, entry, entry.written_at)
        return
    for dimension, reason in entry.disputed.items():
        if dimension not in standing.disputed:
            entries.dispute(connection, entry.id, dimension, reason, entry.written_at)


def _merge_draft(connection: Connection, other: Standing, now: datetime) -> None:
    draft = other.draft
    slot = (draft.page, draft.scenario, draft.prompt)
    standing = drafts.standing_in(connection, *slot)
    if standing is None or standing.draft.text != draft.text:
        # Revision -1: whatever stands here, the editor of the arriving text has not seen it.
        arriving = Incoming(*slot, draft.text, -1, "import", 0, other.private, draft.saved_at)
        drafts.save(connection, arriving, now)


def _fill(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Add the rows of a table of two columns whose key is not there yet."""
    key, value = table.c
    known = set(connection.scalars(select(key)))
    for name, new in values.items():
        if name not in known:
            connection.execute(insert(table).values({key: name, value: new}))


def erase(engine: Engine, path: Path) -> bool:
    """Empty the journal in ``path`` so that no byte of a text stays in it or in its log.

    False where another process held on to the log for longer than a write waits. In a database, the tables' files
    go; what its server's own log and copies hold is not ours: see docs/privacy.md.
    """
    with writing(engine) as connection:
        empty(connection, *reversed(tables.journal.sorted_tables))
        if not on_sqlite(connection):
            postgres.drop_copies(connection)
    return cover(engine, path, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def cover(engine: Engine, path: Path, *more: str) -> bool:
    """Write over what the log of the journal in ``path`` still holds of texts that are gone; then run ``more``.

    What the file itself holds of them is written over when they go (``secure_delete``). False as for `erase`. In a
    database there is no such log of ours.
    """
    if not on_sqlite(engine):
        return True
    log = path.with_name(path.name + "-wal")
    length = log.stat().st_size if log.exists() else 0
    run_bare(
        engine,
        # After a restart the log is written from its beginning: as many zeros cover what it held.
        "PRAGMA wal_checkpoint(RESTART)",
        "CREATE TABLE IF NOT EXISTS zeros (filler BLOB)",
        f"INSERT INTO zeros VALUES (zeroblob({length:d}))",  # noqa: S608 - a number
        "DROP TABLE IF EXISTS zeros",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        *more,
    )
    return not log.exists() or log.stat().st_size == 0
