"""What a room holds: every change is on the disk before anybody is told of it. Raises the driver's errors.

What reads, and what comes to the same when it is done twice, is done again where a database's server was away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, delete, exists, func, insert, select, update

from workbook_lib.db import empty, engine_for, ensure, forget_deleted, glance, place_for, steady, writing
from workbook_lib.group import rooms, tables, tokens
from workbook_lib.group.board import Board
from workbook_lib.group.rooms import Room
from workbook_lib.model import Assessment, assessment_from_dict

FRESH = 1.0
"""For so many seconds what was read of the room is used again: every page and every phone asks for it."""
_ROOM = tuple(f.name for f in fields(Room))


class GoneError(Exception):
    """Who asks is not in the room any more, or the room is over."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room: no name, only the desk they may have named. ``writes``: they take part in writing."""

    id: str
    desk: str
    agreed: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands for one question. ``assessment`` is None where the question isn't read.

    ``said``: see `workbook_lib.group.saying`; None until its writer said something of the reading.
    """

    person: str
    case: str
    prompt: str
    text: str
    assessment: Assessment | None
    said: dict[str, Any] | None = None


class Store(Board):
    """What one room holds, in its file or its namespace of a database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._seen: tuple[Room, float] | None = None
        self._looking = Lock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """The room at ``path``, made where it is missing, open to its owner alone: see `db.place_for`."""
        place = place_for(path, "room")
        if not place.url:
            path.touch(mode=0o600, exist_ok=True)
        engine = engine_for(place)
        ensure(engine, tables.SCHEMA)
        return cls(engine)

    def close(self) -> None:
        self.engine.dispose()

    @steady
    def found(self, room: Room, code: str, secret: str, language: str) -> None:
        """Begin the room. Nothing happens where the file holds one already."""
        with writing(self.engine) as db:
            if db.scalar(select(func.count()).select_from(tables.rooms)):
                return
            keys = {"code": tokens.digest(code), "secret": tokens.digest(secret), "language": language}
            db.execute(insert(tables.rooms).values(**keys, **asdict(room)))

    @steady
    def room(self) -> Room:
        """How the room stands; what another process than this one changed is seen within `FRESH` seconds."""
        seen = self.seen()
        if seen is not None:
            return seen
        with glance(self.engine) as db:
            return self._look(_room(db))

    def seen(self) -> Room | None:
        """How the room stood when it was looked at within the last `FRESH` seconds; None where it wasn't."""
        seen = self._seen
        return seen[0] if seen is not None and time.monotonic() - seen[1] < FRESH else None

    def _look(self, room: Room) -> Room:
        """Remember how the room stands, unless another thread has seen a later version already."""
        with self._looking:
            if self._seen is None or room.version >= self._seen[0].version:
                self._seen = (room, time.monotonic())
            return self._seen[0]

    @steady
    def key(self, name: str) -> str:
        """The digest of the join ``code`` or of the facilitator's ``secret``, or the ``language``."""
        with glance(self.engine) as db:
            return str(db.scalar(select(tables.rooms.c[name])))

    def change(self, move: Callable[[Room], Room]) -> Room:
        """Put the room where ``move`` takes it; its version rises where that is somewhere else."""
        with writing(self.engine) as db:
            before = _room(db)
            after = move(before)
            if after == before:
                return before
            after = replace(after, version=before.version + 1)
            db.execute(update(tables.rooms).values(**asdict(after)))
        return self._look(after)

    @steady
    def end(self, now: datetime) -> Room:
        """Delete people, answers, feedback and every offer that its writer didn't let be kept, down to the disk."""
        with writing(self.engine) as db:
            came = db.scalar(select(func.count()).select_from(tables.people)) or 0
            after = rooms.ended(before := _room(db), now, came)
            if after != before:
                after = replace(after, version=before.version + 1)
            offers = tables.offers
            kept = select(offers).where((offers.c.state == "shown") & offers.c.keep)
            stay = [dict(row) for row in db.execute(kept).mappings()]
            empty(db, tables.answers, tables.people, tables.feedback, offers)
            if stay:
                db.execute(insert(offers), stay)
            db.execute(update(tables.rooms).values(**asdict(after), code=""))
        self._look(after)
        forget_deleted(self.engine)
        return after

    def join(self, desk: str) -> str:
        """Let somebody in. Returns their token, which isn't stored. Raises GoneError where the room is over."""
        token = tokens.new_token()
        self._let_in({"id": tokens.digest(token), "desk": desk, "agreed": False, "writes": True})
        return token

    @steady
    def _let_in(self, row: dict[str, Any]) -> None:
        people = tables.people
        with writing(self.engine) as db:
            if _room(db).over:
                raise GoneError
            if db.scalar(select(people.c.id).where(people.c.id == row["id"])) is None:
                db.execute(insert(people).values(**row))

    @steady
    def person(self, token: str) -> Person | None:
        with glance(self.engine) as db:
            row = db.execute(_PERSON, {"id": tokens.digest(token)}).first()
            return Person(*row) if row else None

    @steady
    def people(self) -> list[Person]:
        with glance(self.engine) as db:
            return [Person(*row) for row in db.execute(_PEOPLE)]

    @steady
    def set_person(self, person: Person, **values: Any) -> None:
        """Set ``agreed`` or ``writes``. Raises GoneError where they have left."""
        with writing(self.engine) as db:
            people = tables.people
            if not db.execute(update(people).where(people.c.id == person.id).values(**values)).rowcount:
                raise GoneError

    @steady
    def leave(self, token: str) -> None:
        """Delete somebody, their answers, and what they offered unless they chose that it be kept."""
        mine = self.offered(token)
        with writing(self.engine) as db:
            db.execute(delete(tables.people).where(tables.people.c.id == tokens.digest(token)))
            db.execute(
                delete(tables.feedback).where(tables.feedback.c.mark == tokens.sign(token, "feedback"))
            )
            gone = [row["id"] for row in mine if not row["keep"]]
            db.execute(delete(tables.offers).where(tables.offers.c.id.in_(gone)))

    @steady
    def keep_answer(self, person: Person, key: str, answer: Answer) -> None:
        """Store an answer, once for each key: the same again changes nothing, other words replace the first ones.

        Raises GoneError where the person has left or the room is over.
        """
        read = answer.assessment.to_dict() if answer.assessment else None
        values = {"case": answer.case, "prompt": answer.prompt, "text": answer.text, "assessment": read}
        values["said"] = answer.said
        own = tables.answers.c
        with self.changing(person) as db:
            at = (own.person == person.id) & (own.key == key)
            if not db.execute(update(tables.answers).where(at).values(**values)).rowcount:
                db.execute(insert(tables.answers).values(person=person.id, key=key, **values))

    @steady
    def say(self, answer: Answer, said: dict[str, Any]) -> None:
        """Keep what was said of the newest answer of its person, case and question; nothing where it is gone."""
        own = tables.answers.c
        same = (own.person == answer.person) & (own.case == answer.case) & (own.prompt == answer.prompt)
        newest = select(func.max(own.number)).where(same).scalar_subquery()
        with writing(self.engine) as db:
            db.execute(update(tables.answers).where(own.number == newest).values(said=said))

    @contextmanager
    def changing(self, person: Person) -> Iterator[Connection]:
        """A transaction for somebody who is in the room. Raises GoneError where they aren't, or it is over."""
        with writing(self.engine) as db:
            if db.execute(_INSIDE, {"id": person.id}).first() is None:
                raise GoneError
            yield db

    @steady
    def answers(self, *, person: Person | None = None, case: str | None = None) -> list[Answer]:
        """What stands for each person, case and question now: the newest of each, in the order they were kept."""
        given = {"of": person.id if person else None, "case": case}
        given = {name: value for name, value in given.items() if value is not None}
        with glance(self.engine) as db:
            return [_answer(row) for row in db.execute(_newest(*given), given).mappings()]

    @steady
    def offer(self, token: str, text: str, *, keep: bool, about: str = "") -> None:
        """Put a sentence before the room, under a random id: the file doesn't tell whose it is without the token.

        The same sentence again is offered once. Raises GoneError as `keep_answer` does.
        """
        person = self.person(token)
        if person is None:
            raise GoneError
        if any(row["text"] == text for row in self.offered(token)):
            return
        name = tokens.new_id()
        row = {
            "id": name,
            "mine": tokens.sign(token, "offer", name),
            "text": text,
            "keep": keep,
            "about": about,
        }
        with self.changing(person) as db:
            db.execute(insert(tables.offers).values(**row, state="waiting"))


# Statements of every request, made once: to put one together takes as long as to run it.
_THE_ROOM = select(*(tables.rooms.c[name] for name in _ROOM))
_PEOPLE = select(*(tables.people.c[f.name] for f in fields(Person)))
_PERSON = _PEOPLE.where(tables.people.c.id == bindparam("id"))
_INSIDE = select(tables.people.c.id).where(
    tables.people.c.id == bindparam("id"), exists().where(tables.rooms.c.ended_at.is_(None))
)


@cache
def _newest(*given: str) -> Select[Any]:
    """The newest answer of each person, case and question: of one person (``of``), of one ``case``, or of all."""
    own = tables.answers.c
    newest = select(func.max(own.number)).group_by(own.person, own.case, own.prompt)
    for name in given:
        newest = newest.where((own.person if name == "of" else own.case) == bindparam(name))
    return select(tables.answers).where(own.number.in_(newest)).order_by(own.number)


def _room(db: Connection) -> Room:
    return Room(*db.execute(_THE_ROOM).one())


def _answer(row: Any) -> Answer:
    read = row["assessment"]
    found = assessment_from_dict(read) if read else None
    return Answer(row["person"], row["case"], row["prompt"], row["text"], found, row["said"])
