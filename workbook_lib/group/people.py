"""Who is in a room, in its store: by a digest of their token, so that the file lets nobody in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, exists, insert, select, update

from workbook_lib.db import glance, steady, writing
from workbook_lib.group import tables, tokens
from workbook_lib.group.at_hand import AtHand
from workbook_lib.group.kept import GoneError, Person
from workbook_lib.group.standing import Standing, room_in


class People(Standing):
    """The part of a room's store that holds who is in it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._inside: AtHand[str, Person] = AtHand()

    def join(self, desk: str) -> str:
        """Let somebody in. Returns their token, which isn't stored. Raises GoneError where the room is over."""
        token = tokens.new_token()
        self._let_in({"id": tokens.digest(token), "desk": desk, "agreed": False, "writes": True})
        return token

    @steady
    def _let_in(self, row: dict[str, Any]) -> None:
        people = tables.people
        with writing(self.engine) as db:
            if room_in(db).over:
                raise GoneError
            if db.scalar(select(people.c.id).where(people.c.id == row["id"])) is None:
                db.execute(insert(people).values(**row))

    @steady
    def person(self, token: str) -> Person | None:
        name = tokens.digest(token)
        held, turn = self._inside.get(name), self._inside.turn(name)
        if held is not None:
            return held
        with glance(self.engine) as db:
            row = db.execute(_PERSON, {"id": name}).first()
        found = Person(*row) if row else None
        if found is not None:
            self._inside.remember(name, found, turn)
        return found

    @steady
    def people(self) -> list[Person]:
        with glance(self.engine) as db:
            return [Person(*row) for row in db.execute(_PEOPLE)]

    @steady
    def set_person(self, person: Person, **values: Any) -> None:
        """Set ``agreed`` or ``writes``. Raises GoneError where they have left."""
        with self._inside.changing(person.id), writing(self.engine) as db:
            people = tables.people
            if not db.execute(update(people).where(people.c.id == person.id).values(**values)).rowcount:
                raise GoneError

    @contextmanager
    def changing(self, person: Person) -> Iterator[Connection]:
        """A transaction for somebody who is in the room. Raises GoneError where they aren't, or it is over."""
        with writing(self.engine) as db:
            if db.execute(_INSIDE, {"id": person.id}).first() is None:
                raise GoneError
            yield db


# Statements of every request, made once: to put one together takes as long as to run it.
_PEOPLE = select(*(tables.people.c[f.name] for f in fields(Person)))
_PERSON = _PEOPLE.where(tables.people.c.id == bindparam("id"))
_INSIDE = select(tables.people.c.id).where(
    tables.people.c.id == bindparam("id"), exists().where(tables.rooms.c.ended_at.is_(None))
)
