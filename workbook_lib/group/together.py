"""Reading together, in a room's store: the texts, and what lies open of their readings.

The readings are opened once. In that moment the picture and the rows for the file are made of the same people, and
neither changes afterwards, whoever comes or goes: what two of them differed by would be somebody's marks.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from workbook_lib.agreement.marks import STAGE, Marks
from workbook_lib.agreement.texts import MOST_LETTERS, TextSet, set_of
from workbook_lib.db import glance, steady, writing
from workbook_lib.group import counted_readings, marked, privacy, rooms, tables
from workbook_lib.group.rooms import Room, Together
from workbook_lib.group.session import RefusedError, Session
from workbook_lib.group.standing import room_in
from workbook_lib.group.store import Store

MOST_BYTES = 48 * 1024
"""The most that a set weighs as it is sent."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is read, and how far it is. ``at`` is the number of the text that the room talks about; ``opened`` the
    picture as it was taken; ``rows`` how many readers the file holds; ``workbook`` its marks by number as text."""

    texts: TextSet
    at: int
    opened: Mapping[str, Any] | None
    rows: int
    workbook: Mapping[str, Marks]


# -- the texts ---------------------------------------------------------------------------------------------


def checked(data: object) -> TextSet:
    """A set as it was sent. Raises RefusedError for what is no set, or one that is too large for a room."""
    try:
        texts = set_of(data) if isinstance(data, dict) else None
    except (KeyError, TypeError) as error:
        raise RefusedError("no_texts") from error
    if texts is None or not texts.texts or texts.kind not in ("reflection", "reply"):
        raise RefusedError("no_texts")
    if len(texts.texts) > rooms.MOST_TEXTS or len(json.dumps(data)) > MOST_BYTES:
        raise RefusedError("too_many_texts")
    names = ("id", "text", "question", "client_message", "scenario")
    sound = all(isinstance(getattr(text, name), str) for text in texts.texts for name in names)
    sound = sound and all(text.library_at_fault in (None, True, False) for text in texts.texts)
    if not sound or any(not 0 < len(text.text.strip()) <= MOST_LETTERS for text in texts.texts):
        raise RefusedError("no_texts")
    if len({text.id for text in texts.texts}) < len(texts.texts):
        raise RefusedError("no_texts")
    return texts


@steady
def put(store: Store, texts: TextSet, together: Together) -> None:
    """Put texts before the room, in the place of others that nobody has marked.

    Raises RefusedError: read_begun, or way_back where the room is past the steps it would have.
    """
    with writing(store.engine) as db:
        _unread(db)
        db.execute(delete(tables.together))
        db.execute(insert(tables.together).values(number=1, texts=texts.as_data(), at=0, workbook={}))
        after = _moved(db, together)
    store._look(after)


@steady
def take_away(store: Store) -> None:
    """Read nothing together after all. Raises RefusedError: read_begun."""
    with writing(store.engine) as db:
        _unread(db)
        db.execute(delete(tables.together))
        after = _moved(db, "")
    store._look(after)


def _unread(db: Connection) -> None:
    if db.scalar(select(func.count()).select_from(tables.readers)) or marked.opened(db) is not None:
        raise RefusedError("read_begun")


def _moved(db: Connection, together: Together | None = None) -> Room:
    """The room with a new version, so that every page looks again."""
    before = room_in(db)
    try:
        after = before if together is None else rooms.reads(before, together)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    after = replace(after, version=before.version + 1)
    values = {name: getattr(after, name) for name in ("together", "step", "furthest", "paused", "version")}
    db.execute(update(tables.rooms).values(**values, ends_at=after.ends_at, left=after.left))
    return after


@steady
def standing(store: Store) -> Round | None:
    """What is read together; None where nothing is."""
    with glance(store.engine) as db:
        row = db.execute(select(tables.together)).mappings().first()
    if row is None:
        return None
    return Round(set_of(row["texts"]), row["at"], row["opened"], len(row["rows"] or ()), row["workbook"])


# -- what lies open ----------------------------------------------------------------------------------------


def open_readings(session: Session, heads: int) -> None:
    """Open the readings, once. Raises RefusedError with why they can't be opened."""
    store, room = session.store, session.room()
    round, people = standing(store), len(store.people())
    if round is None:
        raise RefusedError("no_texts")
    with writing(store.engine) as db:
        if marked.opened(db) is not None:
            raise RefusedError("taken")
        readers = _of_all(db)
        least = privacy.floor(room.least)
        why = privacy.unfit(answered=len(readers), people=people, heads=heads, least=least)
        if why:
            raise RefusedError(why)
        items = [*(d.id for d in session.content.rubric(round.texts.kind).dimensions), STAGE]
        shown = counted_readings.picture(len(round.texts.texts), items, readers, least=least)
        rows = [{str(number): dict(marks) for number, marks in one.items()} for one in readers]
        at = shown["texts"][0]["number"]
        db.execute(update(tables.together).values(opened=shown, rows=rows, at=at))
        after = _moved(db)
    store._look(after)


def _of_all(db: Connection) -> list[dict[int, Marks]]:
    """The marks of everybody who closed theirs and said yes, in no order."""
    asked = select(tables.readers.c.mark).where(tables.readers.c.closed & tables.readers.c.take)
    found = [marked.of(db, mark) for mark in db.scalars(asked).all()]
    secrets.SystemRandom().shuffle(found)
    return found


def _changed(store: Store, **values: Any) -> None:
    with writing(store.engine) as db:
        if marked.opened(db) is None:
            raise RefusedError("not_opened")
        db.execute(update(tables.together).values(**values))
        after = _moved(db)
    store._look(after)


def talk_about(store: Store, number: int) -> None:
    """Put one text before the room. Raises RefusedError: no_texts or not_opened."""
    round = standing(store)
    if round is None or not 1 <= number <= len(round.texts.texts):
        raise RefusedError("no_texts")
    _changed(store, at=number)


def show_workbook(store: Store, marks: Marks) -> None:
    """Put the workbook's marks of the text that is talked about beside the room's. Raises RefusedError."""
    round = standing(store)
    if round is None:
        raise RefusedError("no_texts")
    _changed(store, workbook={**round.workbook, str(round.at): dict(marks)})


@steady
def rows(store: Store) -> list[dict[int, Marks]]:
    """The marks of each reader for the file, in a random order that stays; empty before the opening."""
    with glance(store.engine) as db:
        found = db.scalar(select(tables.together.c.rows))
    return [{int(number): marks for number, marks in one.items()} for one in found or ()]
