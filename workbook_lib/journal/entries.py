"""What a learner kept, and what they said of a reading. Entries are added, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Select, insert, select, update

from workbook_lib.db import tables
from workbook_lib.journal.rows import entry_of, entry_values
from workbook_lib.model import Entry

_entries = tables.entries.c
_disputes = tables.disputes.c


def keep(connection: Connection, entry: Entry, now: datetime) -> Entry:
    """Store an entry, or return the one that stands where this very entry is stored already.

    Raises ValueError where its id belongs to an entry with other content.
    """
    standing = one(connection, entry.id)
    if standing is not None:
        if replace(standing, disputed={}) != replace(entry, disputed={}):
            raise ValueError(f"an entry with the id {entry.id!r} and other content is already kept")
        return standing
    connection.execute(insert(tables.entries).values(entry_values(entry)))
    for dimension, reason in entry.disputed.items():
        dispute(connection, entry.id, dimension, reason, now)
    return entry


def one(connection: Connection, entry_id: str) -> Entry | None:
    """The entry of that id."""
    found = _fetch(connection, select(tables.entries).where(_entries.id == entry_id))
    return found[0] if found else None


def find(
    connection: Connection, *, page: str | None = None, scenario: str | None = None, prompt: str | None = None
) -> list[Entry]:
    """The entries that match, oldest first."""
    query = select(tables.entries).order_by(_entries.written_at, _entries.number)
    for column, value in ((_entries.page, page), (_entries.scenario, scenario), (_entries.prompt, prompt)):
        if value is not None:
            query = query.where(column == value)
    return _fetch(connection, query)


def _fetch(connection: Connection, query: Select[tuple[object, ...]]) -> list[Entry]:
    rows = connection.execute(query).mappings().all()
    disputed = _disputed(connection, [row["id"] for row in rows])
    return [entry_of(row, disputed.get(row["id"], {})) for row in rows]


def _disputed(connection: Connection, ids: list[str]) -> Mapping[str, Mapping[str, str]]:
    query = select(_disputes.entry, _disputes.dimension, _disputes.reason).order_by(_disputes.disputed_at)
    # One id by index; for many, the whole table is small and quicker than a long list of ids.
    if len(ids) == 1:
        query = query.where(_disputes.entry == ids[0])
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entry, dimension, reason in connection.execute(query):
        found[entry][dimension] = reason
    return found


def dispute(connection: Connection, entry_id: str, dimension: str, reason: str, now: datetime) -> None:
    """Note "This is not what I meant" beside an entry; a second reason replaces the first.

    Raises KeyError where no such entry is kept.
    """
    if connection.scalar(select(_entries.number).where(_entries.id == entry_id)) is None:
        raise KeyError(entry_id)
    what = {"reason": reason, "disputed_at": now}
    same = (_disputes.entry == entry_id) & (_disputes.dimension == dimension)
    if connection.execute(update(tables.disputes).where(same).values(what)).rowcount == 0:
        connection.execute(insert(tables.disputes).values(entry=entry_id, dimension=dimension, **what))


def withdrawn(connection: Connection, text: str) -> dict[str, str]:
    """What was disputed of readings of exactly this text: dimension to the latest reason."""
    query = (
        select(_entries.text, _disputes.dimension, _disputes.reason)
        .join_from(tables.disputes, tables.entries, _disputes.entry == _entries.id)
        .order_by(_disputes.disputed_at)
    )
    return {dimension: reason for of, dimension, reason in connection.execute(query) if of == text}
