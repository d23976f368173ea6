"""Who reads in a room, and what each puts down: kept at once, changed until it is closed, seen by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from workbook_lib.agreement.marks import Marks, allowed
from workbook_lib.db import glance, reading, steady
from workbook_lib.group import tables
from workbook_lib.group.kept import GoneError
from workbook_lib.group.marked import mark_of, of, opened
from workbook_lib.group.session import RefusedError
from workbook_lib.group.store import Store


@dataclass(frozen=True, slots=True)
class Own:
    """What one reader put down, by the number of the text. ``take``: they said that it may be taken along."""

    marks: Mapping[int, Marks] = field(default_factory=dict)
    closed: bool = False
    take: bool = False


# -- one reader --------------------------------------------------------------------------------------------


@steady
def own(store: Store, token: str) -> Own:
    """What this person put down."""
    mark = mark_of(token)
    with reading(store.engine) as db:
        found = db.execute(select(tables.readers).where(tables.readers.c.mark == mark)).mappings().first()
        if found is None:
            return Own()
        return Own(of(db, mark), found["closed"], found["take"])


@steady
def put_down(store: Store, token: str, text: int, given: Mapping[str, str]) -> None:
    """Keep somebody's marks of one text, in the place of what was there; what is no mark is left out.

    Raises GoneError; RefusedError: no_texts, opened or closed.
    """
    person = store.person(token)
    if person is None:
        raise GoneError
    with store.changing(person) as db:
        texts = _may_mark(db, token)
        if not 1 <= text <= len(texts):
            raise RefusedError("no_texts")
        kept = {item: mark for item, mark in given.items() if mark in allowed(item)}
        if db.execute(select(tables.readers).where(tables.readers.c.mark == mark_of(token))).first() is None:
            db.execute(insert(tables.readers).values(mark=mark_of(token), closed=False, take=False))
        own = (tables.marks.c.reader == mark_of(token)) & (tables.marks.c.text == text)
        if not db.execute(update(tables.marks).where(own).values(marks=kept)).rowcount:
            db.execute(insert(tables.marks).values(reader=mark_of(token), text=text, marks=kept))


def _may_mark(db: Connection, token: str) -> list[Any]:
    row = db.execute(select(tables.together.c.texts, tables.together.c.opened)).first()
    if row is None:
        raise RefusedError("no_texts")
    if row.opened is not None:
        raise RefusedError("opened")
    reader = db.execute(
        select(tables.readers.c.closed).where(tables.readers.c.mark == mark_of(token))
    ).first()
    if reader is not None and reader.closed:
        raise RefusedError("closed")
    return list(row.texts["texts"])


@steady
def close(store: Store, token: str, *, take: bool) -> None:
    """Close somebody's marks. ``take``: they may be counted and taken along; to be changed until the opening.

    Raises GoneError; RefusedError: no_texts, opened, or nothing where nothing was marked.
    """
    person = store.person(token)
    if person is None:
        raise GoneError
    with store.changing(person) as db:
        if opened(db) is not None:
            raise RefusedError("opened")
        if not any(of(db, mark_of(token)).values()):
            raise RefusedError("nothing")
        mine = tables.readers.c.mark == mark_of(token)
        db.execute(update(tables.readers).where(mine).values(closed=True, take=take))


@steady
def done(store: Store) -> int:
    """How many have closed their marks."""
    with glance(store.engine) as db:
        readers = select(func.count()).select_from(tables.readers).where(tables.readers.c.closed)
        return db.scalar(readers) or 0
