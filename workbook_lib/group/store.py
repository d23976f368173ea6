"""What a room holds: every change is on the disk before anybody is told of it. Raises the driver's errors.

What reads, and what comes to the same when it is done twice, is done again where a database's server was away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, bindparam, delete, func, insert, select, update

from workbook_lib.db import empty, engine_for, ensure, forget_deleted, glance, place_for, steady, writing
from workbook_lib.group import marked, rooms, tables, tokens
from workbook_lib.group.at_hand import AtHand
from workbook_lib.group.board import Board
from workbook_lib.group.kept import Answer, Person
from workbook_lib.group.rooms import Room
from workbook_lib.group.standing import room_in
from workbook_lib.model import assessment_from_dict

EVERY = ""
"""In the place of a case: all that somebody wrote is at hand."""


class Store(Board):
    """What one room holds, in its file or its namespace of a database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._answered: AtHand[tuple[str, str], list[Answer]] = AtHand()

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
    def end(self, now: datetime) -> Room:
        """Delete people, answers, marks, feedback and each offer that wasn't let be kept, down to the disk."""
        with self._forgetting(), writing(self.engine) as db:
            came = db.scalar(select(func.count()).select_from(tables.people)) or 0
            after = rooms.ended(before := room_in(db), now, came)
            if after != before:
                after = replace(after, version=before.version + 1)
            offers = tables.offers
            kept = select(offers).where((offers.c.state == "shown") & offers.c.keep)
            stay = [dict(row) for row in db.execute(kept).mappings()]
            empty(db, tables.answers, tables.people, tables.feedback, offers, tables.marks, tables.readers)
            marked.at_the_end(db)
            if stay:
                db.execute(insert(offers), stay)
            db.execute(update(tables.rooms).values(**asdict(after), code=""))
        self._look(after)
        forget_deleted(self.engine)
        return after

    @steady
    def leave(self, token: str) -> None:
        """Delete somebody, their answers and marks, and what they offered unless they chose that it be kept."""
        mine = self.offered(token)
        with self._forgetting(), writing(self.engine) as db:
            db.execute(delete(tables.people).where(tables.people.c.id == tokens.digest(token)))
            db.execute(
                delete(tables.feedback).where(tables.feedback.c.mark == tokens.sign(token, "feedback"))
            )
            marked.forget(db, token)
            gone = [row["id"] for row in mine if not row["keep"]]
            db.execute(delete(tables.offers).where(tables.offers.c.id.in_(gone)))

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Whoever goes, goes from what is remembered too."""
        try:
            yield
        finally:
            for remembered in (self._inside, self._offers, self._answered):
                remembered.clear()

    @steady
    def keep_answer(self, person: Person, key: str, answer: Answer) -> None:
        """Store an answer, once for each key: the same again changes nothing, other words replace the first ones.

        Raises GoneError where the person has left or the room is over.
        """
        of = (person.id, answer.case)
        turn, before = self._answered.turn(of), self._answered.get(of)
        try:
            new = self._keep(person, key, answer)
        except BaseException:
            self._answered.forget(of)
            raise
        finally:
            self._answered.forget((person.id, EVERY))
        stand = [a for a in before if a.prompt != answer.prompt] if before is not None and new else None
        self._answered.change(of, [*stand, answer] if stand is not None else None, turn)

    def _keep(self, person: Person, key: str, answer: Answer) -> bool:
        """Write an answer; whether there was none with this key."""
        read = answer.assessment.to_dict() if answer.assessment else None
        values = {"case": answer.case, "prompt": answer.prompt, "text": answer.text, "assessment": read}
        given = {
            "of": person.id,
            "with": key,
            **{f"new_{n}": v for n, v in values.items()},
            "new_said": answer.said,
        }
        with self.changing(person) as db:
            new = not db.execute(_CHANGE_ANSWER, given).rowcount
            if new:
                db.execute(_ADD_ANSWER, given)
        return new

    @steady
    def say(self, answer: Answer, said: dict[str, Any]) -> None:
        """Keep what was said of the newest answer of its person, case and question; nothing where it is gone."""
        own = tables.answers.c
        same = (own.person == answer.person) & (own.case == answer.case) & (own.prompt == answer.prompt)
        newest = select(func.max(own.number)).where(same).scalar_subquery()
        of_case, of_every = ((answer.person, case) for case in (answer.case, EVERY))
        at_hand = self._answered
        with at_hand.changing(of_case), at_hand.changing(of_every), writing(self.engine) as db:
            db.execute(update(tables.answers).where(own.number == newest).values(said=said))

    @steady
    def answers(self, *, person: Person | None = None, case: str | None = None) -> list[Answer]:
        """What stands for each person, case and question now: the newest of each, in the order they were kept."""
        if person is not None:
            return self._own(person.id, case or EVERY)
        return self._read({"of": None, "case": case})

    def _own(self, person: str, case: str) -> list[Answer]:
        """What somebody's page or notebook shows, and asks for with each request."""
        held, turn = self._answered.get((person, case)), self._answered.turn((person, case))
        if held is None:
            held = self._read({"of": person, "case": None if case == EVERY else case})
            self._answered.remember((person, case), held, turn)
        return held

    def _read(self, asked: Mapping[str, str | None]) -> list[Answer]:
        given = {name: value for name, value in asked.items() if value is not None}
        with glance(self.engine) as db:
            return [_answer(row) for row in db.execute(_newest(*given), given).mappings()]


# Statements of every answer, made once: to put one together takes as long as to run it.
_NEW = ("new_case", "new_prompt", "new_text", "new_assessment", "new_said")
_SET: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in _NEW}
_CHANGE_ANSWER = (
    update(tables.answers)
    .where(tables.answers.c.person == bindparam("of"), tables.answers.c.key == bindparam("with"))
    .values(_SET)
)
_ADD_ANSWER = insert(tables.answers).values(person=bindparam("of"), key=bindparam("with"), **_SET)


@cache
def _newest(*given: str) -> Select[Any]:
    """The newest answer of each person, case and question: of one person (``of``), of one ``case``, or of all."""
    own = tables.answers.c
    newest = select(func.max(own.number)).group_by(own.person, own.case, own.prompt)
    for name in given:
        newest = newest.where((own.person if name == "of" else own.case) == bindparam(name))
    return select(tables.answers).where(own.number.in_(newest)).order_by(own.number)


def _answer(row: Any) -> Answer:
    read = row["assessment"]
    found = assessment_from_dict(read) if read else None
    return Answer(row["person"], row["case"], row["prompt"], row["text"], found, row["said"])
